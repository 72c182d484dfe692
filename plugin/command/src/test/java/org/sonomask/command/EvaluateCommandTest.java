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
    assertEquals(BenchLayout.MS3, options.layout());
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
    assertTrue(refusal.getMessage().contains("s4, ms3 or avss"));
  }

  @Test
  void anUnsureBackgroundMaySound() {
    ClipMarker.Marked marked =
        new ClipMarker.Marked(new byte[] {0, 1, 0}, new byte[] {(byte) 255, 51, 51});
    assertArrayEquals(new float[] {0, 0.2f, 0.8f}, marked.sounding(), 1e-6f);
  }
}
