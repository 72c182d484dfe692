// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/** Runs an engine once, for tools that watch kernels. */
public final class OneRun {
  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private OneRun() {}

  /** {@code FILE.plan REPORT.json}: what {@link Acceptance} wrote. */
  public static void main(String[] arguments) throws Exception {
    int batch =
        new ObjectMapper().readTree(Path.of(arguments[1]).toFile()).get("greatest_batch").asInt();
    cudart.cudaSetDevice(0);
    ICudaEngine engine = Plan.load(Path.of(arguments[0]), LOG);
    int examples = (int) engine.getTensorShape("log_mel").d(1);
    try (Execution execution = new Execution(engine, new Windows(batch, examples))) {
      System.out.println(execution.run().keySet());
    }
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(0);
  }
}
