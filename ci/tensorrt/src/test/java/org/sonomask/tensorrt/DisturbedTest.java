// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DisturbedTest {

  @Test
  void aShareOfTheFramesBytesIsOneOffAndNothingElse() {
    Shown windows = new Windows(1, 1);
    Shown disturbed = new Disturbed(windows, 0.1);
    ByteBuffer before = windows.inputs().get("frame").bytes();
    ByteBuffer after = disturbed.inputs().get("frame").bytes();
    int off = 0;
    for (int i = 0; i < before.limit(); i++) {
      int step = Math.abs((before.get(i) & 0xFF) - (after.get(i) & 0xFF));
      assertTrue(step <= 1, "byte " + i + " is " + step + " off");
      off += step;
    }
    assertEquals(0.1, (double) off / before.limit(), 0.01);
    assertEquals(windows.inputs().get("prior").bytes(), disturbed.inputs().get("prior").bytes());
    assertEquals(after, disturbed.inputs().get("frame").bytes(), "other bytes the second time");
  }
}
