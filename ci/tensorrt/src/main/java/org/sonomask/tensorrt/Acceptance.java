// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/**
 * Lets TensorRT read, build and run one model, compares its masks with ONNX Runtime's on the same
 * machine and writes what came out as JSON. Exit status 0: accepted and alike; 1: not.
 */
public final class Acceptance {
  private static final int[] BATCHES = {1, 4, 8};
  private static final int ROUNDS = 30;

  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private final Path model;
  private final ObjectNode report = new ObjectMapper().createObjectNode();

  private Acceptance(Path model) {
    this.model = model;
  }

  /**
   * {@code MODEL.onnx fp16|tf32|fp32 LEVEL ALIKE REPORT.json}: LEVEL is the builder's optimisation
   * level, ALIKE the least share of pixels that must have the same label.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5) {
      System.err.println(
          "usage: Acceptance MODEL.onnx fp16|tf32|fp32 LEVEL LEAST_ALIKE REPORT.json");
      System.exit(2);
    }
    Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    Acceptance acceptance = new Acceptance(Path.of(arguments[0]));
    boolean accepted =
        acceptance.judge(
            precision, Integer.parseInt(arguments[2]), Double.parseDouble(arguments[3]));
    acceptance.write(Path.of(arguments[4]));
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(accepted ? 0 : 1);
  }

  private boolean judge(Precision precision, int level, double leastAlike)
      throws IOException, OrtException {
    report.put("file", model.getFileName().toString());
    report.put("bytes", Files.size(model));
    report.put("precision", precision.name());
    report.put("level", level);
    try {
      cudart.cudaSetDevice(0);
      report.put("tensorrt", nvinfer.getInferLibVersion());
      long start = System.nanoTime();
      Plan plan = new Plan(model, LOG);
      report.put("layers", plan.layers());
      report.put("parse_seconds", seconds(start));
      System.out.println("parsed: " + report);
      start = System.nanoTime();
      ICudaEngine engine = plan.build(precision, level, BATCHES);
      report.put("build_seconds", seconds(start));
      System.out.println("built: " + report);
      boolean alike = compare(engine) >= leastAlike;
      report.put("accepted", true);
      report.put("alike", alike);
      return alike;
    } catch (RefusedException refused) {
      report.put("accepted", false);
      report.put("reason", refused.getMessage());
      return false;
    }
  }

  /** The share of pixels with the same label. */
  private double compare(ICudaEngine engine) throws OrtException, RefusedException {
    try (Reference reference = new Reference(model)) {
      report.put("model", reference.model());
      for (int batch : BATCHES) {
        try (Execution execution =
            new Execution(engine, new Windows(batch, reference.examples()))) {
          report.put("milliseconds_batch_" + batch, execution.milliseconds(ROUNDS));
        }
      }
      System.out.println("timed: " + report);
      Windows windows = new Windows(BATCHES[1], reference.examples());
      try (Execution execution = new Execution(engine, windows)) {
        Agreement agreement = Agreement.of(reference.run(windows), execution.run());
        report.setAll((ObjectNode) new ObjectMapper().valueToTree(agreement));
        return 1 - agreement.labelsDifferent();
      }
    }
  }

  private void write(Path file) throws IOException {
    System.out.println(report);
    Files.writeString(file, report.toString());
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
  }
}
