// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuReportTest {
  @TempDir Path directory;

  @Test
  void theFastestPlanWithTheRightLabelsCounts() throws Exception {
    plan("wrong", 6.0, 0.02, 5_000);
    plan("slow", 8.0, 0.001, 4_100);
    plan("right", 7.0, 0.002, 4_900);
    JsonNode best = report().get("r50_b32");
    assertEquals("right", best.get("plan").asText());
    assertEquals(4_900, best.get("windows_per_s").asDouble());
    assertEquals(0.002, best.get("labels_different").asDouble());
  }

  @Test
  void withoutRightLabelsTheFastestIsSaidWithItsLabels() throws Exception {
    plan("wrong", 6.0, 0.02, 0);
    JsonNode best = report().get("r50_b32");
    assertEquals(0.02, best.get("labels_different").asDouble());
    assertEquals(32 / 0.006, best.get("windows_per_s").asDouble(), 1);
  }

  @Test
  void theAgeOfMasksAndTheFillOfBatchesAreOfTheLoadThatWasAsked() throws Exception {
    Files.writeString(
        directory.resolve("streams"),
        """
        {"load": {"streams": 100, "age_p95_ms": 46.35, "fill": 0.9},
         "overload": {"streams": 100, "age_p95_ms": 64.57, "fill": 1.0}}
        """);
    JsonNode streams = report().get("streams100");
    assertEquals(46.35, streams.get("age_p95_ms").asDouble());
    assertEquals(0.9, streams.get("fill").asDouble());
  }

  private JsonNode report() throws Exception {
    Path file = directory.resolve("gpu.out");
    GpuReport.main(
        new String[] {
          directory.toString(),
          directory.resolve("none").toString(),
          directory.resolve("streams").toString(),
          file.toString()
        });
    return new ObjectMapper().readTree(file.toFile());
  }

  private void plan(String name, double milliseconds, double labels, double threeContexts)
      throws Exception {
    String text =
        """
        {"name": "%s", "model": "s4-resnet50", "milliseconds_run_batch_32": %s,
         "milliseconds_run_and_copies_batch_32": %s, "batch_32": {"labels_different": %s},
         "windows_per_second_3_contexts_batch_32": %s}
        """
            .formatted(name, milliseconds, milliseconds, labels, threeContexts);
    Files.writeString(directory.resolve(name + ".json"), text);
  }
}
