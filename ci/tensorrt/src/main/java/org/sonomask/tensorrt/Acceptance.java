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
 * Lets TensorRT read, build and run one model, compares its masks with those of a reference on ONNX
 * Runtime on the same machine's CPU, for the least and the greatest batch, and writes what came out
 * as JSON, after each step. Exit status 0: accepted and alike; 1: not.
 */
public final class Acceptance {
  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private static final int COMPARED = 4;

  private final Path model;
  private final Path reference;
  private final Path plan;
  private final Path file;
  private final ObjectNode report = new ObjectMapper().createObjectNode();

  private Acceptance(Path model, Path reference, Path plan, Path file) {
    this.model = model;
    this.reference = reference;
    this.plan = plan;
    this.file = file;
  }

  /**
   * {@code MODEL.onnx REFERENCE.onnx fp16|tf32|fp32|typed LEVEL BATCHES ALIKE FILE.plan
   * REPORT.json}: LEVEL is as {@link Effort} has it, BATCHES is {@code N} or {@code LEAST-MOST},
   * ALIKE the least share of pixels that must have the same label.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 8) {
      System.err.println(
          "usage: Acceptance MODEL.onnx REFERENCE.onnx fp16|tf32|fp32|typed LEVEL BATCHES"
              + " LEAST_ALIKE FILE.plan REPORT.json");
      System.exit(2);
    }
    Acceptance acceptance =
        new Acceptance(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(arguments[6]),
            Path.of(arguments[7]));
    boolean accepted =
        acceptance.judge(
            Precision.valueOf(arguments[2].toUpperCase(Locale.ROOT)),
            Effort.parse(arguments[3]),
            Batches.parse(arguments[4]),
            Double.parseDouble(arguments[5]));
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(accepted ? 0 : 1);
  }

  private boolean judge(Precision precision, Effort effort, Batches batches, double leastAlike)
      throws IOException, OrtException {
    report.put("file", model.getFileName().toString());
    report.put("bytes", Files.size(model));
    report.put("precision", precision.name());
    report.put("level", effort.level());
    report.put("least_batch", batches.least());
    report.put("greatest_batch", batches.most());
    try {
      cudart.cudaSetDevice(0);
      report.put("tensorrt", nvinfer.getInferLibVersion());
      build(precision, effort, batches);
      boolean alike = compare(batches) >= leastAlike;
      report.put("accepted", true);
      report.put("alike", alike);
      write();
      return alike;
    } catch (RefusedException refused) {
      report.put("accepted", false);
      report.put("reason", refused.getMessage());
      write();
      return false;
    }
  }

  private void build(Precision precision, Effort effort, Batches batches)
      throws RefusedException, IOException {
    long start = System.nanoTime();
    Plan network = new Plan(model, precision, LOG);
    report.put("layers", network.layers());
    report.put("parse_seconds", seconds(start));
    write();
    start = System.nanoTime();
    network.build(precision, effort, batches, plan);
    report.put("build_seconds", seconds(start));
    report.put("plan_bytes", Files.size(plan));
    write();
  }

  /** The least share of pixels with the same label. */
  private double compare(Batches batches) throws OrtException, RefusedException, IOException {
    ICudaEngine engine = Plan.load(plan, LOG);
    double alike = 1;
    try (Reference expected = new Reference(reference)) {
      report.put("model", expected.model());
      for (int batch : batches.ends()) {
        Windows windows = new Windows(batch, expected.examples());
        Windows first = new Windows(Math.min(batch, COMPARED), expected.examples());
        try (Execution execution = new Execution(engine, windows)) {
          Agreement agreement = Agreement.of(expected.run(first), execution.run());
          report.set("batch_" + batch, new ObjectMapper().valueToTree(agreement));
          alike = Math.min(alike, 1 - agreement.labelsDifferent());
        }
      }
    }
    return alike;
  }

  private void write() throws IOException {
    System.out.println(report);
    Files.writeString(file, report.toString());
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
  }
}
