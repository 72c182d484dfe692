// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.launcher.SubcommandException;

class EvaluateCommandTest {

  @Test
  void theArgumentsMayStandInAnyOrder() throws SubcommandException {
    EvaluateOptions options =
        EvaluateOptions.parse(
            List.of("set", "--model", "m.onnx", "--layout", "ms3", "--json", "out.json"));
    assertEquals(BenchLayout.MS3, options.layout().orElseThrow());
    assertEquals("test", options.split());
    assertEquals("out.json", options.json().orElseThrow().toString());
  }

  @Test
  void anUnknownLayoutIsAMistakeOfTheArguments() {
    SubcommandException refusal =
        assertThrows(
            SubcommandException.class,
            () -> EvaluateOptions.parse(List.of("--layout", "s5", "set", "--model", "m.onnx")));
    assertEquals(SubcommandException.USAGE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("s4, ms3, avss or composed"));
  }

  @Test
  void composedSetsHaveNoLayoutOfABenchmark() throws SubcommandException {
    EvaluateOptions options =
        EvaluateOptions.parse(
            List.of("--layout", "composed", "corpus", "--model", "m.onnx", "--clips", "7"));
    assertTrue(options.layout().isEmpty());
    assertEquals(7, options.clips());
  }

  @Test
  void aSetsIntervalHoldsItsMeanAndFalseMarksAreCounted() {
    ComposedScore score = new ComposedScore();
    for (int clip = 0; clip < 20; clip++) {
      float second = clip < 10 ? 1 : 0;
      score.add(new float[][] {{1, second, 0, 0}}, new byte[][] {{1, 0, 0, 0}});
    }
    assertEquals(0.75, score.json().get("mj").asDouble(), 1e-6);
    assertEquals(0.125, score.json().get("false_area").asDouble(), 1e-9);
    double[] interval = score.interval();
    assertTrue(interval[0] > 0.6 && interval[0] < 0.75, "from " + interval[0]);
    assertTrue(interval[1] > 0.75 && interval[1] < 0.9, "to " + interval[1]);
  }

  @Test
  void anUnsureBackgroundMaySound() {
    ClipMarker.Marked marked =
        new ClipMarker.Marked(new byte[] {0, 1, 0}, new byte[] {(byte) 255, 51, 51});
    assertArrayEquals(new float[] {0, 0.2f, 0.8f}, marked.sounding(), 1e-6f);
  }
}
