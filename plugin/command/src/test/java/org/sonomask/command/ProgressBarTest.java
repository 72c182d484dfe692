// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private List<String> shown(boolean terminal, long... positions) {
    try (ProgressBar bar = new ProgressBar(new PrintStream(out), terminal)) {
      for (long position : positions) {
        bar.show(position, 20 * SECOND, 7, 12.5);
      }
    }
    return out.toString().lines().toList();
  }

  @Test
  void aTerminalHasOneLineDrawnAnew() {
    List<String> lines = shown(true, 0, 5 * SECOND, 10 * SECOND);
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("[###############---------------]  50 %"), last);
    assertTrue(last.contains("10.0 of 20.0 s  7 masks  12.5 frames/s"), last);
    assertEquals(3, out.toString().chars().filter(c -> c == '\r').count());
  }

  @Test
  void aLogGetsALineEveryTenthOfTheWay() {
    assertEquals(2, shown(false, 0, SECOND, SECOND + 1, 2 * SECOND, 3 * SECOND).size());
  }

  @Test
  void aClipOfUnknownLengthHasNoEnd() {
    new ProgressBar(new PrintStream(out), false).show(3 * SECOND, 0, 1, 1);
    assertTrue(out.toString().contains("3.0 of ? s"), out.toString());
  }
}
