// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PastTest {
  private static final int WIDTH = 4;
  private static final int CAPACITY = 3;

  private final LumaHistory history = new LumaHistory(WIDTH * WIDTH, CAPACITY);
  private final Past past = new Past(history, time -> 0, WIDTH);

  /** Pixels are their index plus ten times the time. */
  private void show(int time) {
    byte[] picture = new byte[WIDTH * WIDTH];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) (10 * time + i);
    }
    history.add(ByteBuffer.wrap(picture), time);
  }

  @Test
  void picturesUpToTheFrameAreListedNewestFirst() {
    show(1);
    show(2);
    show(3);
    past.endAt(2);
    assertEquals(2, past.pictures());
    assertEquals(2, past.time(0));
    assertEquals(1, past.time(1));
    past.endAt(3);
    assertEquals(3, past.pictures());
    assertEquals(3, past.time(0));
  }

  @Test
  void aPartIsCopiedRowByRow() {
    show(1);
    show(2);
    past.endAt(2);
    assertEquals(2, past.pictures());
    byte[] part = new byte[4];
    assertTrue(past.luma(1, 1, 2, 2, 2, part));
    assertArrayEquals(new byte[] {19, 20, 23, 24}, part);
  }

  @Test
  void whatIsForgottenMeanwhileIsSaidToBe() {
    show(1);
    past.endAt(1);
    assertEquals(1, past.pictures());
    for (int time = 2; time < 2 + CAPACITY; time++) {
      show(time);
    }
    assertFalse(past.luma(0, 0, 0, 1, 1, new byte[1]));
    history.clear();
    past.endAt(9);
    assertEquals(0, past.pictures());
  }

  @Test
  void aStreamWithoutSoundIsSilent() {
    float[] sound = new float[5];
    Arrays.fill(sound, 1);
    assertEquals(0, past.sound(0, sound));
    assertArrayEquals(new float[5], sound);
  }
}
