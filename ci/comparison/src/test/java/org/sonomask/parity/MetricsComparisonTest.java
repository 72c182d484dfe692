// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsComparisonTest {

  @Test
  void theMetricsAreTheOfficialOnesInTheirCornerCasesToo() throws Exception {
    Path expected = Path.of(MetricsComparisonTest.class.getResource("/metrics.json").toURI());
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
    assertEquals(
        0, new MetricsComparison(expected, out).compare(), lines.toString(StandardCharsets.UTF_8));
    assertEquals(22, lines.toString(StandardCharsets.UTF_8).lines().count());
    assertTrue(lines.toString(StandardCharsets.UTF_8).contains("semantic.miou"));
  }
}
