// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.Arrays;

/**
 * Salient objects without any training: a pixel is salient if every path to it from the picture's
 * border crosses a large change of colour (J. Zhang et al., "Minimum Barrier Salient Object
 * Detection at 80 FPS", ICCV 2015: raster scans of the minimum barrier distance, a bias to the
 * centre, a sigmoid for contrast). The sigmoid is centred at Otsu's threshold, which suits pictures
 * of any contrast.
 */
final class MinimumBarrier {
  private static final int SCANS = 3;
  private static final double CONTRAST = 10;
  private static final int LEVELS = 256;

  private final int width;
  private final int height;
  private final float[] highest;
  private final float[] lowest;
  private final float[] barrier;

  private MinimumBarrier(int width, int height) {
    this.width = width;
    this.height = height;
    highest = new float[width * height];
    lowest = new float[width * height];
    barrier = new float[width * height];
  }

  /**
   * Finds what is salient.
   *
   * @param rgb uint8, [height, width, 3]
   * @return for each pixel, unsigned, 128 and above if it is salient
   */
  static byte[] saliency(byte[] rgb, int width, int height) {
    float[] sum = new float[width * height];
    MinimumBarrier map = new MinimumBarrier(width, height);
    for (int channel = 0; channel < 3; channel++) {
      map.measure(channel(rgb, channel));
      for (int pixel = 0; pixel < sum.length; pixel++) {
        sum[pixel] += map.barrier[pixel];
      }
    }
    favourCentre(sum, width, height);
    return contrasted(sum);
  }

  /** Luma, or one of two differences of colour (ITU-R BT.601). */
  private static float[] channel(byte[] rgb, int channel) {
    float[] values = new float[rgb.length / 3];
    for (int pixel = 0; pixel < values.length; pixel++) {
      int red = rgb[3 * pixel] & 0xff;
      int green = rgb[3 * pixel + 1] & 0xff;
      int blue = rgb[3 * pixel + 2] & 0xff;
      float luma = 0.299f * red + 0.587f * green + 0.114f * blue;
      values[pixel] = channel == 0 ? luma : (channel == 1 ? blue : red) - luma;
    }
    return values;
  }

  private void measure(float[] values) {
    System.arraycopy(values, 0, highest, 0, values.length);
    System.arraycopy(values, 0, lowest, 0, values.length);
    Arrays.fill(barrier, Float.MAX_VALUE);
    for (int y = 0; y < height; y++) {
      int step = y == 0 || y == height - 1 ? 1 : width - 1;
      for (int x = 0; x < width; x += Math.max(1, step)) {
        barrier[y * width + x] = 0;
      }
    }
    for (int scan = 0; scan < SCANS; scan++) {
      if (scan % 2 == 0) {
        for (int at = width + 1; at < values.length - width - 1; at++) {
          cross(values, at, at - 1);
          cross(values, at, at - width);
        }
      } else {
        for (int at = values.length - width - 2; at > width; at--) {
          cross(values, at, at + 1);
          cross(values, at, at + width);
        }
      }
    }
  }

  private void cross(float[] values, int at, int from) {
    float high = Math.max(highest[from], values[at]);
    float low = Math.min(lowest[from], values[at]);
    if (high - low < barrier[at]) {
      barrier[at] = high - low;
      highest[at] = high;
      lowest[at] = low;
    }
  }

  private static void favourCentre(float[] map, int width, int height) {
    double farthest = Math.hypot(width, height) / 2;
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        map[at] *= (float) (1 - Math.hypot(x - width / 2.0, y - height / 2.0) / farthest);
      }
    }
  }

  private static byte[] contrasted(float[] map) {
    float greatest = 1e-6f;
    for (float value : map) {
      greatest = Math.max(greatest, value);
    }
    double threshold = otsu(map, greatest);
    byte[] salient = new byte[map.length];
    for (int pixel = 0; pixel < map.length; pixel++) {
      double share = map[pixel] / greatest;
      salient[pixel] = (byte) Math.round(255 / (1 + Math.exp(CONTRAST * (threshold - share))));
    }
    return salient;
  }

  /** The threshold that parts the map into the two most different halves (N. Otsu, 1979). */
  private static double otsu(float[] map, float greatest) {
    int[] histogram = new int[LEVELS];
    double sum = 0;
    for (float value : map) {
      int level = (int) (value / greatest * (LEVELS - 1));
      histogram[level]++;
      sum += level;
    }
    double below = 0;
    long count = 0;
    double best = -1;
    int chosen = 0;
    for (int level = 0; level < LEVELS - 1; level++) {
      count += histogram[level];
      below += (double) level * histogram[level];
      long rest = map.length - count;
      if (count > 0 && rest > 0) {
        double apart = below / count - (sum - below) / rest;
        double between = (double) count * rest * apart * apart;
        if (between > best) {
          best = between;
          chosen = level;
        }
      }
    }
    return (chosen + 0.5) / (LEVELS - 1);
  }
}
