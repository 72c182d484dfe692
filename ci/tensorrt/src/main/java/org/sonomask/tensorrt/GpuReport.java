// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sonomask.combo.network.Networks;

/**
 * Puts together what a run on one GPU gave: for COMBO with ResNet-50 and PVTv2-B5, at batches 32
 * and 1, the fastest plan of {@link Acceptance} and {@link Timing} whose labels are the
 * reference's, PyTorch's figures beside it, and how far from the roofline it is; and how old masks
 * are and how full batches in {@code ci/bench-streams}.
 */
public final class GpuReport {
  /**
   * Dense half-precision operations a second of an H100 or H200 (SXM), from NVIDIA's data sheet.
   */
  private static final double PEAK = 989e12;

  /** Share of pixels whose labels may differ. */
  private static final double MOST_DIFFERENT = 0.005;

  private static final ObjectMapper JSON = new ObjectMapper();

  private GpuReport() {}

  /**
   * {@code FOLDER TORCH.json STREAMS.json GPU.json}: FOLDER holds reports of plans; the two after
   * it need not be there.
   */
  public static void main(String[] arguments) throws IOException {
    List<JsonNode> plans = plans(Path.of(arguments[0]));
    JsonNode torch = read(Path.of(arguments[1]));
    JsonNode load = read(Path.of(arguments[2])).path("load");
    ObjectNode result = JSON.createObjectNode();
    for (String[] network : new String[][] {{"r50", "s4-resnet50"}, {"pvt", "s4-pvtv2b5"}}) {
      for (int batch : new int[] {32, 1}) {
        String name = network[0] + "_b" + batch;
        ObjectNode figures = figures(plans, network[1], batch, torch.path(name));
        if (figures != null) {
          result.set(name, figures);
        }
      }
    }
    if (!load.isMissingNode()) {
      ObjectNode streams = result.putObject("streams" + load.path("streams").asInt());
      streams.set("age_p95_ms", load.path("age_p95_ms"));
      streams.set("fill", load.path("fill"));
    }
    Files.writeString(Path.of(arguments[3]), result.toPrettyString() + "\n");
    System.out.println(result.toPrettyString());
  }

  private static JsonNode read(Path file) throws IOException {
    return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
  }

  private static List<JsonNode> plans(Path folder) throws IOException {
    List<JsonNode> plans = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        plans.add(JSON.readTree(file.toFile()));
      }
    }
    return plans;
  }

  private static ObjectNode figures(
      List<JsonNode> plans, String network, int batch, JsonNode torch) {
    JsonNode best =
        plans.stream()
            .filter(plan -> plan.has("milliseconds_run_and_copies_batch_" + batch))
            .filter(plan -> plan.path("model").asText().equals(network))
            .min(
                Comparator.comparing((JsonNode plan) -> labels(plan, batch) > MOST_DIFFERENT)
                    .thenComparing(
                        plan -> batch == 1 ? milliseconds(plan, 1) : -windows(plan, batch)))
            .orElse(null);
    if (best == null) {
      return null;
    }
    ObjectNode figures = JSON.createObjectNode();
    figures.put("plan", best.path("name").asText());
    figures.put("ms", milliseconds(best, batch));
    figures.put("ms_without_copies", best.get("milliseconds_run_batch_" + batch).asDouble());
    double windows = windows(best, batch);
    figures.put("windows_per_s", windows);
    ArrayNode byContexts = figures.putArray("windows_per_s_by_contexts");
    for (int contexts = 1; contexts <= Timing.CONTEXTS; contexts++) {
      byContexts.add(windows(best, batch, contexts));
    }
    figures.put("labels_different", labels(best, batch));
    figures.put("pytorch_eager_windows_per_s", torch.path("eager_windows_per_s").asDouble());
    figures.put("pytorch_graph_windows_per_s", torch.path("graph_windows_per_s").asDouble());
    long operations =
        Work.of(Networks.of(network).withFrames(1)).entrySet().stream()
            .filter(part -> !part.getKey().equals("parameters"))
            .mapToLong(part -> part.getValue())
            .sum();
    figures.put("operations_per_window", operations);
    figures.put("share_of_peak", windows * operations / PEAK);
    return figures;
  }

  /** With as many contexts as give most. */
  private static double windows(JsonNode plan, int batch) {
    double most = 0;
    for (int contexts = 1; contexts <= Timing.CONTEXTS; contexts++) {
      most = Math.max(most, windows(plan, batch, contexts));
    }
    return most;
  }

  private static double windows(JsonNode plan, int batch, int contexts) {
    return contexts == 1
        ? batch * 1000 / milliseconds(plan, batch)
        : plan.path("windows_per_second_" + contexts + "_contexts_batch_" + batch).asDouble();
  }

  private static double labels(JsonNode plan, int batch) {
    return plan.path("batch_" + batch).path("labels_different").asDouble(1);
  }

  private static double milliseconds(JsonNode plan, int batch) {
    return plan.get("milliseconds_run_and_copies_batch_" + batch).asDouble();
  }
}
