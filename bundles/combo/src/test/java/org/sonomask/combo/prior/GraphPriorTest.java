// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sonomask.api.PriorProvider;

class GraphPriorTest {
  private static final int SIZE = 64;

  @Test
  void aPlainPictureIsOneObject() {
    byte[] prior = prior(new int[SIZE * SIZE]);
    assertArrayEquals(filled(1), prior);
  }

  @Test
  void objectsAreSeparatedAndLargerOnesHaveLargerIndices() {
    int[] picture = scene(0);
    byte[] prior = prior(picture);
    byte square = prior[at(20, 20)];
    byte bar = prior[at(58, 10)];
    byte ground = prior[at(2, 60)];
    assertEquals(1, square);
    assertEquals(2, bar);
    assertEquals(3, ground);
    assertEquals(square, prior[at(14, 25)]);
    assertEquals(bar, prior[at(58, 60)]);
  }

  @Test
  void noiseDoesNotBreakObjectsApart() {
    byte[] prior = prior(scene(12));
    assertEquals(prior[at(20, 20)], prior[at(14, 25)]);
    assertEquals(prior[at(58, 10)], prior[at(58, 60)]);
    assertNotEquals(prior[at(20, 20)], prior[at(2, 60)]);
  }

  @Test
  void theSamePictureGivesTheSamePriorAndTheOffsetsAreKept() {
    PriorProvider.Instance instance = new GraphPrior().open(SIZE, SIZE);
    ByteBuffer frame = ByteBuffer.allocateDirect(2 * SIZE * SIZE * 3);
    put(frame, SIZE * SIZE * 3, scene(12));
    ByteBuffer prior = ByteBuffer.allocateDirect(2 * SIZE * SIZE);
    instance.prior(frame, SIZE * SIZE * 3, prior, SIZE * SIZE);
    byte[] second = new byte[SIZE * SIZE];
    prior.get(SIZE * SIZE, second);
    assertArrayEquals(prior(scene(12)), second);
    byte[] first = new byte[SIZE * SIZE];
    prior.get(0, first);
    assertArrayEquals(filled(0), first);
  }

  @Test
  void evenNoiseHasNoMoreObjectsThanThePaletteHasColours() {
    SplittableRandom random = new SplittableRandom(7);
    int[] picture = IntStream.range(0, SIZE * SIZE).map(i -> random.nextInt(1 << 24)).toArray();
    for (byte index : prior(picture)) {
      assertTrue((index & 0xFF) >= 1 && (index & 0xFF) <= 149);
    }
  }

  /** A red square and a green bar on grey. */
  private static int[] scene(int noise) {
    SplittableRandom random = new SplittableRandom(3);
    int[] picture = new int[SIZE * SIZE];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        boolean square = row >= 12 && row < 28 && column >= 15 && column < 30;
        boolean bar = row >= 54;
        int colour = square ? 0xC02020 : bar ? 0x20A030 : 0x606060;
        int shift = noise == 0 ? 0 : random.nextInt(noise);
        picture[at(row, column)] = colour + shift * 0x010101;
      }
    }
    return picture;
  }

  private static int at(int row, int column) {
    return row * SIZE + column;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[SIZE * SIZE];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] prior(int[] picture) {
    ByteBuffer frame = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    put(frame, 0, picture);
    ByteBuffer prior = ByteBuffer.allocateDirect(SIZE * SIZE);
    new GraphPrior().open(SIZE, SIZE).prior(frame, 0, prior, 0);
    byte[] indices = new byte[SIZE * SIZE];
    prior.get(0, indices);
    return indices;
  }

  private static void put(ByteBuffer frame, int offset, int[] picture) {
    for (int pixel = 0; pixel < picture.length; pixel++) {
      frame.put(offset + 3 * pixel, (byte) (picture[pixel] >> 16));
      frame.put(offset + 3 * pixel + 1, (byte) (picture[pixel] >> 8));
      frame.put(offset + 3 * pixel + 2, (byte) picture[pixel]);
    }
  }
}
