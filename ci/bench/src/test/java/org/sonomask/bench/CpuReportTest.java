// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.bench.CpuBench.Turn;

class CpuReportTest {

  @Test
  void mediansReplaceTheEntryAndLeaveTheModelsFigures(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("figures.json");
    Files.writeString(file, "{\"photos\":{\"mj\":0.5},\"cpu\":{\"windows_per_s\":1}}");
    new CpuReport(
            List.of(new Turn(9, 100), new Turn(18, 80), new Turn(17, 90)),
            List.of(new Turn(20, 70), new Turn(19, 75), new Turn(20, 71)))
        .write(file);
    JsonNode figures = new ObjectMapper().readTree(file.toFile());
    assertEquals(0.5, figures.at("/photos/mj").asDouble());
    assertEquals(17, figures.at("/cpu/windows_per_s").asDouble());
    assertEquals(0.85, figures.at("/cpu/bare_engine_ratio").asDouble(), 1e-9);
    assertEquals(90, figures.at("/cpu/cpu_ms_per_window").asDouble());
  }
}
