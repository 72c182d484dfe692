// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tidies masks (combo section 3.2, step 1): holes of a few pixels are filled, regions of a few
 * pixels dropped. Pixels that touch at a corner hang together. If all regions of a mask are small,
 * the largest stays.
 */
final class SmallRegions {
  private final boolean[] mask;
  private final int width;
  private final int height;

  private SmallRegions(boolean[] mask, int width, int height) {
    this.mask = mask;
    this.width = width;
    this.height = height;
  }

  /**
   * Tidies a mask in place.
   *
   * @param least pixels of a hole or region that stays
   * @return whether the mask changed
   */
  static boolean tidy(boolean[] mask, int width, int height, int least) {
    SmallRegions regions = new SmallRegions(mask, width, height);
    boolean filled = regions.fillHoles(least);
    return regions.dropIslands(least) || filled;
  }

  private boolean fillHoles(int least) {
    List<int[]> small = regions(false).stream().filter(hole -> hole.length < least).toList();
    small.forEach(hole -> set(hole, true));
    return !small.isEmpty();
  }

  private boolean dropIslands(int least) {
    List<int[]> regions = regions(true);
    List<int[]> small = regions.stream().filter(region -> region.length < least).toList();
    small.forEach(region -> set(region, false));
    if (!small.isEmpty() && small.size() == regions.size()) {
      set(small.stream().max(Comparator.comparing(region -> region.length)).get(), true);
    }
    return !small.isEmpty();
  }

  private void set(int[] pixels, boolean value) {
    for (int pixel : pixels) {
      mask[pixel] = value;
    }
  }

  /** The pixels of every connected part that is inside, or outside. */
  private List<int[]> regions(boolean inside) {
    List<int[]> regions = new ArrayList<>();
    boolean[] seen = new boolean[mask.length];
    int[] queue = new int[mask.length];
    for (int pixel = 0; pixel < mask.length; pixel++) {
      if (mask[pixel] == inside && !seen[pixel]) {
        regions.add(region(pixel, seen, queue));
      }
    }
    return regions;
  }

  private int[] region(int first, boolean[] seen, int[] queue) {
    int count = 1;
    queue[0] = first;
    seen[first] = true;
    for (int next = 0; next < count; next++) {
      int row = queue[next] / width;
      int column = queue[next] % width;
      for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          int neighbour = y * width + x;
          if (mask[neighbour] == mask[first] && !seen[neighbour]) {
            seen[neighbour] = true;
            queue[count++] = neighbour;
          }
        }
      }
    }
    return Arrays.copyOf(queue, count);
  }
}
