// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/** Windows to compare engines on: coloured discs on slopes, tiled priors, and waves of sound. */
final class MadeUpWindows {
  private static final int TILES = 8;

  /** Means of the log-mel. */
  private static final double LOUD = 2;

  private static final double QUIET = -3;

  private MadeUpWindows() {}

  /** Fills the first windows of a batch, each with another picture and sound. */
  static void fill(SegmenterInfo info, SegmenterBatch batch, int count) {
    for (int window = 0; window < count; window++) {
      picture(info, batch, window);
      sound(info, batch, window);
    }
  }

  private static void picture(SegmenterInfo info, SegmenterBatch batch, int window) {
    double radius = info.width() * (0.1 + 0.03 * (window % 5));
    double centre = info.width() * (0.3 + 0.05 * (window % 9));
    for (int i = 0; i < info.pixels(); i++) {
      int x = i % info.width();
      int y = i / info.width();
      int pixel = window * info.pixels() + i;
      boolean disc = Math.hypot(x - centre, y - info.height() / 2.0) < radius;
      for (int channel = 0; channel < 3; channel++) {
        int slope = (x + y * (channel + 1) + 13 * window) / 4;
        int value = disc ? 40 * ((channel + window) % 3) + 120 : slope;
        batch.frames().put(pixel * 3 + channel, (byte) value);
      }
      int tile = x * TILES / info.width() + y * TILES / info.height() * TILES;
      batch.priors().put(pixel, (byte) tile);
    }
  }

  private static void sound(SegmenterInfo info, SegmenterBatch batch, int window) {
    int start = window * info.melFloats();
    double loudness = window % 2 == 0 ? LOUD : QUIET;
    for (int i = 0; i < info.melFloats(); i++) {
      double value = Math.sin(i * 0.013 * (window + 1)) * 2 + loudness + Math.cos(i * 0.37);
      batch.logMel().put(start + i, (float) value);
    }
  }
}
