// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The smallest rectangle around a mask; right and bottom lie outside. */
record MaskBox(int left, int top, int right, int bottom) {

  /**
   * The rectangle around a mask.
   *
   * @param inside whether a pixel of the row-major mask belongs to it
   */
  static MaskBox around(int width, int height, IntPredicate inside) {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int pixel = 0; pixel < width * height; pixel++) {
      if (inside.test(pixel)) {
        left = Math.min(left, pixel % width);
        right = Math.max(right, pixel % width + 1);
        top = Math.min(top, pixel / width);
        bottom = Math.max(bottom, pixel / width + 1);
      }
    }
    return new MaskBox(left, top, right, bottom);
  }

  /** Those of the numbered masks whose box no earlier one of them nearly has. */
  static List<Integer> distinct(
      List<Integer> best, IntFunction<MaskBox> boxOf, double mostOverlap) {
    List<Integer> kept = new ArrayList<>();
    List<MaskBox> boxes = new ArrayList<>();
    for (int mask : best) {
      MaskBox box = boxOf.apply(mask);
      if (boxes.stream().noneMatch(other -> other.overlap(box) > mostOverlap)) {
        kept.add(mask);
        boxes.add(box);
      }
    }
    return kept;
  }

  private double area() {
    return (double) Math.max(0, right - left) * Math.max(0, bottom - top);
  }

  /** Intersection over union. */
  double overlap(MaskBox other) {
    double shared =
        new MaskBox(
                Math.max(left, other.left),
                Math.max(top, other.top),
                Math.min(right, other.right),
                Math.min(bottom, other.bottom))
            .area();
    return shared / (area() + other.area() - shared);
  }
}
