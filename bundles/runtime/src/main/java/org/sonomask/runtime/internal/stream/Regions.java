// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;

/**
 * Finds the sounding objects of a mask: pixels of one class that touch by an edge. Specks are left
 * out. Not thread-safe.
 */
final class Regions {
  private static final int MOST = 64;
  // A 2000th of the picture: 5 x 5 pixels of 224 x 224.
  private static final int SPECKS_PER_PICTURE = 2000;

  private final SegmenterInfo info;
  private final int width;
  private final int smallest;
  private final boolean[] seen;
  private final int[] stack;
  private int left;
  private int top;
  private int right;
  private int bottom;
  private int area;
  private long confidenceSum;

  Regions(SegmenterInfo info) {
    this.info = info;
    width = info.width();
    smallest = Math.max(1, info.pixels() / SPECKS_PER_PICTURE);
    seen = new boolean[info.pixels()];
    stack = new int[info.pixels()];
  }

  /** The regions of a mask, largest first. */
  List<Region> of(byte[] labels, byte[] confidence) {
    List<Region> regions = new ArrayList<>();
    Arrays.fill(seen, false);
    for (int start = 0; start < labels.length; start++) {
      if (labels[start] != 0 && !seen[start]) {
        flood(start, labels, confidence);
        if (area >= smallest) {
          regions.add(region(labels[start] & 0xff));
        }
      }
    }
    regions.sort(Comparator.comparingInt(Region::area).reversed());
    return regions.size() > MOST ? regions.subList(0, MOST) : regions;
  }

  private void flood(int start, byte[] labels, byte[] confidence) {
    left = width;
    top = Integer.MAX_VALUE;
    right = -1;
    bottom = -1;
    area = 0;
    confidenceSum = 0;
    int size = push(start, 0);
    while (size > 0) {
      int at = stack[--size];
      int x = at % width;
      int y = at / width;
      grow(x, y, confidence[at] & 0xff);
      byte label = labels[start];
      size = x > 0 && isNew(at - 1, label, labels) ? push(at - 1, size) : size;
      size = x < width - 1 && isNew(at + 1, label, labels) ? push(at + 1, size) : size;
      size = y > 0 && isNew(at - width, label, labels) ? push(at - width, size) : size;
      size = isNew(at + width, label, labels) ? push(at + width, size) : size;
    }
  }

  private boolean isNew(int at, byte label, byte[] labels) {
    return at < labels.length && labels[at] == label && !seen[at];
  }

  private int push(int at, int size) {
    seen[at] = true;
    stack[size] = at;
    return size + 1;
  }

  private void grow(int x, int y, int confidence) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
    area++;
    confidenceSum += confidence;
  }

  private Region region(int label) {
    float score = (float) confidenceSum / area / 255;
    String name = info.classes().get(label);
    return new Region(label, name, score, left, top, right - left + 1, bottom - top + 1, area);
  }
}
