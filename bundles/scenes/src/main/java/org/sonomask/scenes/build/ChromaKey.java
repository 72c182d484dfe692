// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.sonomask.scenes.Picture;

/**
 * Finds the matte of a person before a blue-green backdrop. The measure is how far green and blue
 * exceed red, relative to brightness; what it is on the backdrop is read off the frame's upper
 * edge.
 */
final class ChromaKey {
  private static final int BAND = 3;

  private final int width;
  private final int height;

  ChromaKey(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The frame with its matte; colours near the matte's edge are freed of the backdrop's tint. */
  Picture key(byte[] frames, int offset) {
    int[] rgb = new int[width * height];
    float[] measure = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int r = frames[offset + 3 * i] & 255;
      int g = frames[offset + 3 * i + 1] & 255;
      int b = frames[offset + 3 * i + 2] & 255;
      rgb[i] = r << 16 | g << 8 | b;
      measure[i] = (Math.min(g, b) - r) / (float) Math.max(30, Math.max(g, b));
    }
    float backdrop = backdrop(measure);
    int[] alpha = new int[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      float solid = (0.62f * backdrop - measure[i]) / (0.26f * backdrop);
      alpha[i] = Math.round(255 * Math.max(0, Math.min(1, solid)));
    }
    keepPerson(alpha);
    return new Picture(width, height, combine(rgb, alpha));
  }

  private float backdrop(float[] measure) {
    float[] edge = Arrays.copyOfRange(measure, 4 * width, 24 * width);
    Arrays.sort(edge);
    return edge[edge.length / 2];
  }

  /** Clears all but the largest solid region and fills the holes in it. */
  private void keepPerson(int[] alpha) {
    int[] region = new int[alpha.length];
    int best = 0;
    int bestSize = 0;
    int next = 1;
    for (int i = 0; i < alpha.length; i++) {
      if (region[i] == 0 && alpha[i] > 127) {
        int size = flood(alpha, region, i, next, true);
        if (size > bestSize) {
          best = next;
          bestSize = size;
        }
        next++;
      }
    }
    for (int i = 0; i < alpha.length; i++) {
      boolean edge = alpha[i] > 0 && alpha[i] <= 127 && touches(region, i, best);
      if (region[i] != best && !edge) {
        alpha[i] = 0;
      }
    }
    Arrays.fill(region, 0);
    for (int x = 0; x < width; x++) {
      if (alpha[x] <= 127) {
        flood(alpha, region, x, 1, false);
      }
    }
    for (int i = 0; i < alpha.length; i++) {
      boolean side = i % width < 2 || i % width >= width - 2;
      if (alpha[i] <= 127 && region[i] == 0 && !side && i / width > height / 4) {
        alpha[i] = alpha[i] < 20 && i / width > height - 40 ? alpha[i] : 255;
      }
    }
  }

  private boolean touches(int[] region, int i, int which) {
    int x = i % width;
    int y = i / width;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        int nx = x + dx;
        int ny = y + dy;
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && region[ny * width + nx] == which) {
          return true;
        }
      }
    }
    return false;
  }

  private int flood(int[] alpha, int[] region, int start, int number, boolean solid) {
    ArrayDeque<Integer> open = new ArrayDeque<>();
    if (region[start] != 0) {
      return 0;
    }
    region[start] = number;
    open.add(start);
    int size = 0;
    while (!open.isEmpty()) {
      int i = open.poll();
      size++;
      int x = i % width;
      visit(alpha, region, x > 0 ? i - 1 : -1, number, solid, open);
      visit(alpha, region, x < width - 1 ? i + 1 : -1, number, solid, open);
      visit(alpha, region, i - width, number, solid, open);
      visit(alpha, region, i + width, number, solid, open);
    }
    return size;
  }

  private static void visit(
      int[] alpha, int[] region, int i, int number, boolean solid, ArrayDeque<Integer> open) {
    if (i >= 0 && i < alpha.length && region[i] == 0 && alpha[i] > 127 == solid) {
      region[i] = number;
      open.add(i);
    }
  }

  private int[] combine(int[] rgb, int[] alpha) {
    boolean[] near = nearEdge(alpha);
    int[] out = new int[rgb.length];
    for (int i = 0; i < out.length; i++) {
      int r = rgb[i] >> 16;
      int g = rgb[i] >> 8 & 255;
      int b = rgb[i] & 255;
      int excess = Math.max(0, Math.min(g, b) - r);
      if (alpha[i] > 0 && near[i]) {
        g -= excess * 3 / 4;
        b -= excess * 3 / 4;
      }
      out[i] = alpha[i] << 24 | r << 16 | g << 8 | b;
    }
    return out;
  }

  private boolean[] nearEdge(int[] alpha) {
    boolean[] near = new boolean[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] < 250) {
        int x = i % width;
        int y = i / width;
        for (int ny = Math.max(0, y - BAND); ny <= Math.min(height - 1, y + BAND); ny++) {
          for (int nx = Math.max(0, x - BAND); nx <= Math.min(width - 1, x + BAND); nx++) {
            near[ny * width + nx] = true;
          }
        }
      }
    }
    return near;
  }
}
