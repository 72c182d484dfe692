// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits a mask into its classes. */
public final class ClassMasks {

  private static final int LABELS = 256;

  private ClassMasks() {}

  /** Some classes of one mask as one class; empty if there are none. */
  public static List<ClassMask> union(List<ClassMask> classes) {
    if (classes.isEmpty()) {
      return List.of();
    }
    boolean[] chosen = new boolean[LABELS];
    classes.forEach(shape -> chosen[shape.label()] = true);
    ClassMask first = classes.get(0);
    byte[] labels = new byte[first.labels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (chosen[first.labels()[i] & 255] ? 1 : 0);
    }
    return of(labels, first.width(), first.height());
  }

  /** The classes that are in a mask, by label; the background (0) is left out. */
  public static List<ClassMask> of(byte[] labels, int width, int height) {
    int[] left = new int[LABELS];
    int[] right = new int[LABELS];
    int[] top = new int[LABELS];
    int[] bottom = new int[LABELS];
    Arrays.fill(left, width);
    Arrays.fill(top, height);
    for (int row = 0; row < height; row++) {
      int column = 0;
      while (column < width) {
        int start = column;
        byte same = labels[row * width + start];
        while (column < width && labels[row * width + column] == same) {
          column++;
        }
        int label = same & 255;
        left[label] = Math.min(left[label], start);
        right[label] = Math.max(right[label], column);
        top[label] = Math.min(top[label], row);
        bottom[label] = row + 1;
      }
    }
    List<ClassMask> classes = new ArrayList<>();
    for (int label = 1; label < LABELS; label++) {
      if (bottom[label] > 0) {
        classes.add(
            new ClassMask(
                labels,
                width,
                height,
                label,
                left[label],
                top[label],
                right[label],
                bottom[label]));
      }
    }
    return classes;
  }
}
