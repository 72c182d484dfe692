// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.util.Arrays;

/**
 * Graph-based segmentation (Felzenszwalb and Huttenlocher 2004): pixels are joined along edges of
 * rising colour difference as long as the difference is not above what either side already holds
 * inside, plus a bonus that shrinks with its size. Then regions below a least size join a
 * neighbour.
 *
 * <p>Deterministic. All memory is made once; an instance serves one thread.
 */
final class GraphSegmentation {
  private static final int WEIGHTS = 3 * 255 + 1;

  private final int width;
  private final int height;
  private final int scale;
  private final int leastSize;
  private final short[] weights;
  private final int[] edges;
  private final int[] starts = new int[WEIGHTS + 1];
  private final int[] down = new int[WEIGHTS + 1];
  private final int[] parent;
  private final int[] size;
  private final int[] threshold;

  /**
   * Makes the memory for pictures of one size.
   *
   * @param scale how much difference a region of one pixel may bridge; larger gives larger regions
   * @param leastSize pixels of the smallest region
   */
  GraphSegmentation(int width, int height, int scale, int leastSize) {
    this.width = width;
    this.height = height;
    this.scale = scale;
    this.leastSize = leastSize;
    int pixels = width * height;
    this.weights = new short[2 * pixels];
    this.edges = new int[2 * pixels];
    this.parent = new int[pixels];
    this.size = new int[pixels];
    this.threshold = new int[pixels];
  }

  /**
   * Segments a picture.
   *
   * @param rgb pixels as 0xRRGGBB
   * @param regions receives for each pixel the first pixel of its region's tree, a name without
   *     meaning
   */
  void segment(int[] rgb, int[] regions) {
    connect(rgb);
    sort();
    absorb(join());
    for (int pixel = 0; pixel < regions.length; pixel++) {
      regions[pixel] = find(pixel);
    }
  }

  /** Pixels of a region that {@link #segment} named. */
  int size(int region) {
    return size[region];
  }

  /** Edge 2p goes from pixel p to the right, edge 2p + 1 down; -1 for those that leave. */
  private void connect(int[] rgb) {
    Arrays.fill(starts, 0);
    Arrays.fill(down, 0);
    for (int row = 0, at = 0; row < height; row++) {
      for (int column = 0; column < width; column++, at++) {
        weights[2 * at] = -1;
        weights[2 * at + 1] = -1;
        if (column + 1 < width) {
          short weight = difference(rgb[at], rgb[at + 1]);
          weights[2 * at] = weight;
          starts[weight + 1]++;
        }
        if (row + 1 < height) {
          short weight = difference(rgb[at], rgb[at + width]);
          weights[2 * at + 1] = weight;
          down[weight + 1]++;
        }
      }
    }
  }

  private static short difference(int a, int b) {
    return (short)
        (Math.abs((a >> 16) - (b >> 16))
            + Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF))
            + Math.abs((a & 0xFF) - (b & 0xFF)));
  }

  /** By counting, so that equal edges keep their order; afterwards each start is its end. */
  private void sort() {
    for (int weight = 0; weight < WEIGHTS; weight++) {
      starts[weight + 1] += starts[weight] + down[weight + 1];
    }
    for (int edge = 0; edge < weights.length; edge++) {
      if (weights[edge] >= 0) {
        edges[starts[weights[edge]]++] = edge;
      }
    }
  }

  /** Keeps the edges that joined nothing but may yet do so, in their order, and counts them. */
  private int join() {
    for (int pixel = 0; pixel < parent.length; pixel++) {
      parent[pixel] = pixel;
      size[pixel] = 1;
      threshold[pixel] = scale;
    }
    int left = 0;
    for (int weight = 0, i = 0; weight < WEIGHTS; weight++) {
      for (int end = starts[weight]; i < end; i++) {
        int edge = edges[i];
        int a = find(edge >> 1);
        int b = find(other(edge));
        if (a != b) {
          if (weight <= threshold[a] && weight <= threshold[b]) {
            int joined = unite(a, b);
            threshold[joined] = weight + scale / size[joined];
          } else {
            edges[left++] = edge;
          }
        }
      }
    }
    return left;
  }

  private void absorb(int count) {
    for (int i = 0; i < count; i++) {
      int a = find(edges[i] >> 1);
      int b = find(other(edges[i]));
      if (a != b && (size[a] < leastSize || size[b] < leastSize)) {
        unite(a, b);
      }
    }
  }

  private int other(int edge) {
    return (edge >> 1) + ((edge & 1) == 0 ? 1 : width);
  }

  private int unite(int a, int b) {
    int root = size[a] >= size[b] ? a : b;
    int child = root == a ? b : a;
    parent[child] = root;
    size[root] += size[child];
    return root;
  }

  private int find(int pixel) {
    int at = pixel;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
