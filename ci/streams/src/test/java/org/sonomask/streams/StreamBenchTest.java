// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamBenchTest {

  @Test
  void aFewStreamsOnTwoDevicesGetTheirMasks() throws Exception {
    Options options =
        Options.parse(
            List.of(
                "--engine",
                "simulated",
                "--devices",
                "2",
                "--streams",
                "4",
                "--seconds",
                "2",
                "--batch",
                "4",
                "--wait-ms",
                "20",
                "--overload",
                "4",
                "--report",
                "unused"));
    JsonNode report = StreamBench.run(options);
    for (String load : List.of("load", "overload")) {
      JsonNode figures = report.get(load);
      assertEquals(4, figures.get("streams").intValue());
      assertTrue(figures.get("masks_per_s").doubleValue() > 0, figures.toString());
      assertTrue(figures.get("age_p95_ms").doubleValue() > 0, figures.toString());
      assertTrue(figures.get("fill").doubleValue() > 0, figures.toString());
      assertTrue(figures.get("frames_per_s").doubleValue() > 0, figures.toString());
      assertEquals(0, figures.get("failed").intValue(), figures.toString());
    }
  }

  @Test
  void whatIsNotUnderstoodIsExplained() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--speed", "9")))
            .getMessage();
    assertTrue(message.startsWith("--speed is not understood; give --report"), message);
  }

  @Test
  void anEngineThatIsNotThereIsExplained() {
    Options options = Options.parse(List.of("--engine", "no.such.Loader", "--report", "unused"));
    String message = assertThrows(Exception.class, () -> Segmenters.open(options)).getMessage();
    assertTrue(message.startsWith("no.such.Loader cannot be used"), message);
  }
}
