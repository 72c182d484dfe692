// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskGeometry;

class DistanceFieldTest {

  @Test
  void measuresAStraightEdgeExactlyInPicturePixels() {
    DistanceField field = new DistanceField();
    ClassMask mask = Masks.first(Masks.drawn("00000011111111", "00000011111111", "00000011111111"));
    field.measure(mask, 8, 5, 12);
    assertEquals(4, field.at(6, 1), 1e-4);
    assertEquals(12, field.at(7, 1), 1e-4);
    assertEquals(-4, field.at(5, 1), 1e-4);
    assertEquals(-12, field.at(4, 1), 1e-4);
  }

  @Test
  void isTheSameSeenFromBothSides() {
    DistanceField field = new DistanceField();
    field.measure(Masks.first(Masks.drawn("0000000", "0011111", "0001111", "0000011")), 3, 2, 4);
    float inside = field.at(2, 1);
    field.measure(Masks.first(Masks.drawn("1111111", "1100000", "1110000", "1111100")), 3, 2, 4);
    assertEquals(inside, -field.at(2, 1), 1e-5);
  }

  /** Whatever the shape, even single pixels: a centre lies on the side that its label says. */
  @Test
  void agreesWithEveryMaskPixel() {
    Random random = new Random(3);
    DistanceField field = new DistanceField();
    for (int round = 0; round < 40; round++) {
      int width = 2 + random.nextInt(40);
      int height = 2 + random.nextInt(40);
      byte[] labels = new byte[width * height];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
      }
      labels[0] = 1;
      ClassMask mask = ClassMasks.of(labels, width, height).get(0);
      field.measure(mask, 0.5 + 9 * random.nextDouble(), 0.5 + 9 * random.nextDouble(), 3);
      for (int row = field.top(); row < field.bottom(); row++) {
        for (int column = field.left(); column < field.right(); column++) {
          assertEquals(mask.at(column, row), field.at(column, row) > 0);
        }
      }
    }
  }

  /** A disc's contour, interpolated between the centres, stays near the true circle. */
  @Test
  void drawsADiscRound() {
    int size = 64;
    byte[] labels = new byte[size * size];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (Math.hypot(i % size - 31.5, i / size - 31.5) < 20 ? 1 : 0);
    }
    DistanceField field = new DistanceField();
    field.measure(ClassMasks.of(labels, size, size).get(0), 1, 1, 2);
    for (int row = 8; row < 56; row++) {
      for (int column = 8; column < 56; column++) {
        double truth = 20 - Math.hypot(column - 31.5, row - 31.5);
        if (Math.abs(truth) < 2) {
          assertEquals(truth, field.at(column, row), 0.75);
        }
      }
    }
  }

  @Test
  void aClassThatFillsTheMaskIsFarFromAnyBoundary() {
    DistanceField field = new DistanceField();
    field.measure(Masks.first(Masks.drawn("11", "11")), 4, 4, 3);
    assertTrue(field.at(0, 0) > 3);
    assertTrue(field.at(1, 1) > 3);
  }

  @Test
  void keepsNothingOfTheMaskBefore() {
    Random random = new Random(9);
    DistanceField reused = new DistanceField();
    for (int round = 0; round < 10; round++) {
      ClassMask mask = Masks.first(Masks.blobs(random, 30 - round, 20 + round, MaskGeometry.WHOLE));
      DistanceField fresh = new DistanceField();
      reused.measure(mask, 5, 4, 3);
      fresh.measure(mask, 5, 4, 3);
      for (int row = fresh.top(); row < fresh.bottom(); row++) {
        for (int column = fresh.left(); column < fresh.right(); column++) {
          assertEquals(fresh.at(column, row), reused.at(column, row));
        }
      }
    }
  }
}
