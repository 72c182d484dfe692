// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.global.nvinfer.LayerInformationFormat;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/**
 * Times an engine, one batch after the other on one stream, as a CUDA graph, and adds the times to
 * a report; beside the plan it writes the time of each layer and what TensorRT says of the layers.
 */
public final class Timing {
  private static final int ROUNDS = 50;
  private static final int PROFILED = 10;

  /** At most, each on a stream of its own. */
  static final int CONTEXTS = 4;

  private static final double MILLISECONDS = 1000;

  /** Held for ever, for TensorRT's own threads write to it. */
  private static final Log LOG = new Log();

  private Timing() {}

  /** {@code FILE.plan REPORT.json}: what {@link Acceptance} wrote. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: Timing FILE.plan REPORT.json");
      System.exit(2);
    }
    Path file = Path.of(arguments[1]);
    ObjectNode report = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    cudart.cudaSetDevice(0);
    ICudaEngine engine = Plan.load(Path.of(arguments[0]), LOG);
    Batches batches =
        new Batches(
            report.get("least_batch").asInt(),
            report.get("greatest_batch").asInt(),
            report.get("greatest_batch").asInt());
    report.put("auxiliary_streams", engine.getNbAuxStreams());
    int examples = (int) engine.getTensorShape("log_mel").d(1);
    for (int batch : batches.ends()) {
      Windows windows = new Windows(batch, examples);
      try (Execution execution = new Execution(engine, windows)) {
        put(report, "run", batch, execution.milliseconds(ROUNDS, false));
        put(report, "run_and_copies", batch, execution.milliseconds(ROUNDS, true));
        takeTurns(report, engine, execution, windows);
        profile(execution, Path.of(arguments[0] + "." + batch + ".layers"));
      }
    }
    String layers =
        engine.createEngineInspector().getEngineInformation(LayerInformationFormat.kJSON);
    Files.writeString(Path.of(arguments[0] + ".engine"), layers);
    System.out.println(report);
    Files.writeString(file, report.toString());
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(0);
  }

  /** How many windows a second go through two and more contexts, up to {@link #CONTEXTS}. */
  private static void takeTurns(
      ObjectNode report, ICudaEngine engine, Execution first, Windows windows)
      throws RefusedException {
    List<Execution> executions = new ArrayList<>(List.of(first));
    try {
      while (executions.size() < CONTEXTS) {
        executions.add(new Execution(engine, windows));
        report.put(
            "windows_per_second_" + executions.size() + "_contexts_batch_" + windows.count(),
            Execution.windowsPerSecond(executions, windows.count(), ROUNDS));
      }
    } finally {
      executions.subList(1, executions.size()).forEach(Execution::close);
    }
  }

  private static void profile(Execution execution, Path file) throws Exception {
    LayerTimes times = new LayerTimes();
    for (int i = 0; i <= PROFILED; i++) {
      execution.profile(times.profiler());
      if (i == 0) {
        times.clear();
      }
    }
    ObjectNode layers = new ObjectMapper().createObjectNode();
    times.milliseconds().forEach((name, time) -> layers.put(name, time / PROFILED));
    Files.writeString(file, layers.toPrettyString());
  }

  private static void put(ObjectNode report, String what, int batch, double milliseconds) {
    report.put("milliseconds_" + what + "_batch_" + batch, milliseconds);
    report.put(
        "windows_per_second_" + what + "_batch_" + batch, batch * MILLISECONDS / milliseconds);
  }
}
