// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.network.Networks;

/**
 * Puts together what a run on one GPU gave: for COMBO with ResNet-50 and PVTv2-B5, at batches 32
 * and 1, the fastest plan of {@link Acceptance} and {@link Timing}, PyTorch's figures beside it,
 * and how far from the roofline it is.
 */
public final class GpuReport {
  /**
   * Dense half-precision operations a second of an H100 or H200 (SXM), from NVIDIA's data sheet.
   */
  private static final double PEAK = 989e12;

  private static final ObjectMapper JSON = new ObjectMapper();

  private GpuReport() {}

  /** {@code FOLDER TORCH.json GPU.json}: FOLDER holds reports of plans. */
  public static void main(String[] arguments) throws IOException {
    List<JsonNode> plans = plans(Path.of(arguments[0]));
    Path file = Path.of(arguments[1]);
    JsonNode torch = Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
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
    Files.writeString(Path.of(arguments[2]), result.toPrettyString() + "\n");
    System.out.println(result.toPrettyString());
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
    JsonNode best = null;
    for (JsonNode plan : plans) {
      boolean timed = plan.has("milliseconds_run_and_copies_batch_" + batch);
      if (timed
          && plan.path("model").asText().equals(network)
          && (best == null || milliseconds(plan, batch) < milliseconds(best, batch))) {
        best = plan;
      }
    }
    if (best == null) {
      return null;
    }
    ObjectNode figures = JSON.createObjectNode();
    figures.put("plan", best.path("name").asText());
    figures.put("ms", milliseconds(best, batch));
    figures.put("ms_without_copies", best.get("milliseconds_run_batch_" + batch).asDouble());
    double one = batch * 1000 / milliseconds(best, batch);
    double two = best.path("windows_per_second_two_contexts_batch_" + batch).asDouble();
    figures.put("windows_per_s", Math.max(one, two));
    figures.put("windows_per_s_one_context", one);
    figures.put("windows_per_s_two_contexts", two);
    figures.set("labels_different", best.path("batch_" + batch).path("labels_different"));
    figures.put("pytorch_eager_windows_per_s", torch.path("eager_windows_per_s").asDouble());
    figures.put("pytorch_graph_windows_per_s", torch.path("graph_windows_per_s").asDouble());
    long operations =
        Work.of(Networks.of(network).withFrames(1)).entrySet().stream()
            .filter(part -> !part.getKey().equals("parameters"))
            .mapToLong(part -> part.getValue())
            .sum();
    figures.put("operations_per_window", operations);
    figures.put("share_of_peak", Math.max(one, two) * operations / PEAK);
    return figures;
  }

  private static double milliseconds(JsonNode plan, int batch) {
    return plan.get("milliseconds_run_and_copies_batch_" + batch).asDouble();
  }
}
