// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.util.Arrays;
import org.sonomask.gst.frame.MaskSelection;
import org.sonomask.gst.paint.LabelMask;

/**
 * Where in a mask the sounding pixels are: a box around all of them but the outermost hundredth on
 * each side, so that a stray pixel moves no camera. Not thread-safe.
 */
final class SoundingBox {

  /** Fewer of a mask's pixels than one in so many are noise. */
  private static final int PIXELS_OF_NOISE = 2000;

  private static final int TRIM = 100;

  private int[] columns = {};
  private int[] rows = {};
  private final boolean[] counts = new boolean[256];
  private int left;
  private int top;
  private int right;
  private int bottom;

  /** Looks at a mask; whether anything of the selection sounds in it. */
  boolean find(LabelMask mask, MaskSelection selection) {
    for (int label = 1; label < counts.length; label++) {
      counts[label] = selection.selects(mask.name(label));
    }
    columns = cleared(columns, mask.width());
    rows = cleared(rows, mask.height());
    int total = 0;
    for (int i = 0; i < mask.labels().length; i++) {
      if (counts[mask.labels()[i] & 255]) {
        columns[i % mask.width()]++;
        rows[i / mask.width()]++;
        total++;
      }
    }
    if (total == 0 || (long) total * PIXELS_OF_NOISE < mask.labels().length) {
      return false;
    }
    left = outermost(columns, total / TRIM, 0, 1);
    right = outermost(columns, total / TRIM, mask.width() - 1, -1) + 1;
    top = outermost(rows, total / TRIM, 0, 1);
    bottom = outermost(rows, total / TRIM, mask.height() - 1, -1) + 1;
    return true;
  }

  private static int[] cleared(int[] histogram, int length) {
    if (histogram.length != length) {
      return new int[length];
    }
    Arrays.fill(histogram, 0);
    return histogram;
  }

  /** The first place from an end on up to which more than so many pixels lie. */
  private static int outermost(int[] histogram, int trimmed, int end, int step) {
    int sum = histogram[end];
    int at = end;
    while (sum <= trimmed) {
      at += step;
      sum += histogram[at];
    }
    return at;
  }

  /** Edges of the box in mask pixels. */
  int left() {
    return left;
  }

  int top() {
    return top;
  }

  int right() {
    return right;
  }

  int bottom() {
    return bottom;
  }
}
