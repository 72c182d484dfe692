// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.contour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sonomask.metadata.internal.record.Box;

/**
 * Follows the edges between the pixels of a shape and all others. Each loop is a polygon whose
 * corners are corners of pixels: outer edges run clockwise, those of holes the other way, and
 * pixels that only touch at a corner are apart. Filled by the even-odd rule the polygons are the
 * shape again, exactly.
 */
public final class Contours {
  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};
  private static final int RIGHT = 0;

  private final byte[] labels;
  private final int width;
  private final byte label;
  private final Box box;
  private final BitSet followed;

  private Contours(byte[] labels, int width, int label, Box box) {
    this.labels = labels;
    this.width = width;
    this.label = (byte) label;
    this.box = box;
    this.followed = new BitSet();
  }

  /**
   * The polygons of the pixels that have a label and lie in a box, each as x, y, x, y, ... in
   * pixels from the mask's top left corner.
   *
   * @param labels row-major
   * @param width in pixels
   */
  public static List<int[]> of(byte[] labels, int width, int label, Box box) {
    return new Contours(labels, width, label, box).trace();
  }

  private List<int[]> trace() {
    List<int[]> polygons = new ArrayList<>();
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        if (inside(x, y) && !inside(x, y - 1) && !followed.get(y * width + x)) {
          polygons.add(follow(x, y));
        }
      }
    }
    return polygons;
  }

  private boolean inside(int x, int y) {
    return x >= box.left()
        && x < box.right()
        && y >= box.top()
        && y < box.bottom()
        && labels[y * width + x] == label;
  }

  /** Follows the loop of a pixel's upper edge, the shape always on the right hand. */
  private int[] follow(int startX, int startY) {
    int[] points = new int[16];
    int size = 0;
    int x = startX;
    int y = startY;
    int direction = RIGHT;
    do {
      if (direction == RIGHT) {
        followed.set(y * width + x);
      }
      x += STEP_X[direction];
      y += STEP_Y[direction];
      int next = turn(x, y, direction);
      if (next != direction) {
        if (size == points.length) {
          points = Arrays.copyOf(points, 2 * size);
        }
        points[size++] = x;
        points[size++] = y;
      }
      direction = next;
    } while (x != startX || y != startY || direction != RIGHT);
    return Arrays.copyOf(points, size);
  }

  private int turn(int x, int y, int direction) {
    if (!inside(x + aheadX(direction, 1), y + aheadY(direction, 1))) {
      return direction + 1 & 3;
    }
    boolean leftInside = inside(x + aheadX(direction, -1), y + aheadY(direction, -1));
    return leftInside ? direction + 3 & 3 : direction;
  }

  /** Column, from a corner, of the pixel ahead on the right (1) or left (-1) hand. */
  private static int aheadX(int direction, int hand) {
    return (STEP_X[direction] - hand * STEP_Y[direction] - 1) / 2;
  }

  private static int aheadY(int direction, int hand) {
    return (STEP_Y[direction] + hand * STEP_X[direction] - 1) / 2;
  }
}
