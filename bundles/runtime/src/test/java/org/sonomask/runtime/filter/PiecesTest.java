// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskPieces;
import org.sonomask.runtime.motion.LumaPicture;

class PiecesTest {

  @Test
  void piecesAreThoseThatFloodingFindsInTheOrderOfTheirFirstPixels() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int width = 1 + random.nextInt(24);
      int height = 1 + random.nextInt(24);
      Pieces pieces = new Pieces(width, width * height);
      for (int map = 0; map < 2; map++) {
        byte[] labels = labels(random, width, height);
        byte[] confidence = new byte[labels.length];
        random.nextBytes(confidence);
        pieces.find(labels, confidence);
        assertFlooded(labels, confidence, width, pieces, "seed " + seed);
      }
    }
  }

  @Test
  void aStepSeesThatItsMaskHasChanged() {
    byte[] labels = new byte[16];
    byte[] confidence = new byte[16];
    Step step = new Step(4, 4, time -> 0, new LumaHistory(16, 1));
    step.begin(0, 1, new LumaPicture(4, 4), labels, confidence);
    assertEquals(1, step.pieces().count());
    labels[5] = 1;
    assertEquals(2, step.pieces().count());
    confidence[5] = (byte) 255;
    assertEquals(1, step.pieces().score(1));
    step.begin(1, 1, new LumaPicture(4, 4), new byte[16], confidence);
    assertEquals(1, step.pieces().count());
  }

  /** Noise, stripes, and patches of a few labels. */
  private static byte[] labels(Random random, int width, int height) {
    byte[] labels = new byte[width * height];
    int kinds = 1 + random.nextInt(4);
    int coarse = 1 + random.nextInt(5);
    byte[] patches = new byte[labels.length];
    random.nextBytes(patches);
    for (int i = 0; i < labels.length; i++) {
      int patch = i / width / coarse * width + i % width / coarse;
      labels[i] = (byte) Math.floorMod(patches[patch], kinds);
    }
    return labels;
  }

  private static void assertFlooded(
      byte[] labels, byte[] confidence, int width, MaskPieces pieces, String message) {
    int[] flooded = new int[labels.length];
    int[] found = new int[labels.length];
    Arrays.fill(flooded, -1);
    int count = 0;
    for (int start = 0; start < labels.length; start++) {
      found[start] = pieces.at(start);
      if (flooded[start] < 0) {
        assertPiece(
            flood(flooded, start, count, labels, confidence, width), pieces, count, message);
        count++;
      }
    }
    assertArrayEquals(flooded, found, message);
    assertEquals(count, pieces.count(), message);
  }

  private static void assertPiece(int[] box, MaskPieces pieces, int piece, String message) {
    assertEquals(box[0], pieces.left(piece), message);
    assertEquals(box[1], pieces.top(piece), message);
    assertEquals(box[2] - box[0] + 1, pieces.width(piece), message);
    assertEquals(box[3] - box[1] + 1, pieces.height(piece), message);
    assertEquals(box[4], pieces.area(piece), message);
    assertEquals((float) box[5] / box[4] / 255, pieces.score(piece), message);
    assertEquals(box[6], pieces.label(piece), message);
  }

  /** Left, top, right, bottom, area, sum of confidences and label. */
  private static int[] flood(
      int[] flooded, int start, int piece, byte[] labels, byte[] confidence, int width) {
    int[] box = {width, start / width, 0, 0, 0, 0, labels[start] & 0xff};
    Deque<Integer> open = new ArrayDeque<>();
    open.push(start);
    flooded[start] = piece;
    while (!open.isEmpty()) {
      int at = open.pop();
      int x = at % width;
      box[0] = Math.min(box[0], x);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], at / width);
      box[4]++;
      box[5] += confidence[at] & 0xff;
      int[] around = {x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width};
      for (int next : around) {
        boolean inside = next >= 0 && next < labels.length;
        if (inside && flooded[next] < 0 && labels[next] == labels[start]) {
          flooded[next] = piece;
          open.push(next);
        }
      }
    }
    return box;
  }
}
