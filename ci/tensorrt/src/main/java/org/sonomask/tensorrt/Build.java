// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.cuda.global.cudart;

/** Builds a plan of any model, and no more; {@link Acceptance} compares it too. */
public final class Build {
  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private Build() {}

  /**
   * {@code MODEL.onnx fp16|tf32|fp32|typed EFFORT BATCHES FILE.plan}, as {@link Effort} and {@link
   * Batches} have them.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5) {
      System.err.println("usage: Build MODEL.onnx fp16|tf32|fp32|typed EFFORT BATCHES FILE.plan");
      System.exit(2);
    }
    Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    Path file = Path.of(arguments[4]);
    cudart.cudaSetDevice(0);
    new Plan(Path.of(arguments[0]), precision, LOG)
        .build(precision, Effort.parse(arguments[2]), Batches.parse(arguments[3]), file);
    System.out.println(file + ": " + Files.size(file) + " bytes");
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(0);
  }
}
