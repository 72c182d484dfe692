// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians over rounds, put into the figures of the model. */
final class CpuReport {
  private final List<CpuBench.Turn> whole;
  private final List<CpuBench.Turn> bare;

  /**
   * A report.
   *
   * @param whole turns of the pipeline
   * @param bare turns of the session, one after each
   */
  CpuReport(List<CpuBench.Turn> whole, List<CpuBench.Turn> bare) {
    this.whole = whole;
    this.bare = bare;
  }

  /** The entry {@code cpu}; {@code bare_engine_ratio} is the pipeline's rate over the session's. */
  ObjectNode json() {
    double rate = median(whole, CpuBench.Turn::windowsPerSecond);
    double alone = median(bare, CpuBench.Turn::windowsPerSecond);
    return new ObjectMapper()
        .createObjectNode()
        .put("windows_per_s", rounded(rate))
        .put("bare_engine_ratio", rounded(rate / alone))
        .put("bare_engine_windows_per_s", rounded(alone))
        .put("cpu_ms_per_window", rounded(median(whole, CpuBench.Turn::cpuMillis)))
        .put("bare_engine_cpu_ms_per_window", rounded(median(bare, CpuBench.Turn::cpuMillis)))
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("rounds", whole.size())
        .put("command", "ci/bench-cpu " + whole.size());
  }

  /** Replaces the entry in a file of figures, which may be missing; the others stay. */
  void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode figures =
        Files.isRegularFile(file)
            ? (ObjectNode) json.readTree(file.toFile())
            : json.createObjectNode();
    figures.set("cpu", json());
    Files.writeString(file, figures.toPrettyString() + "\n");
  }

  private static double median(List<CpuBench.Turn> turns, ToDoubleFunction<CpuBench.Turn> value) {
    double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
