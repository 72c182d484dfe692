// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.util.Arrays;
import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;

/** The masks that are painted while measuring. */
final class BenchMasks {

  static final List<String> CLASSES = List.of("background", "dog", "violin");

  private static final int SIDE = 224;

  private BenchMasks() {}

  /** One class on the middle ninth of the picture, as flat as an image on top of it. */
  static MaskFrame flat() {
    byte[] labels = new byte[SIDE * SIDE];
    Arrays.fill(labels, (byte) 1);
    return mask(labels, new MaskGeometry(1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0), 0);
  }

  /**
   * Two sounding objects as a model would mark them, about a fifth of the picture.
   *
   * @param number moves them a little, as from inference to inference
   */
  static MaskFrame shapes(int number) {
    byte[] labels = new byte[SIDE * SIDE];
    double shift = 6 * Math.sin(number);
    for (int i = 0; i < labels.length; i++) {
      double x = i % SIDE - shift;
      double y = i / SIDE;
      double angle = Math.atan2(y - 120, x - 70);
      if (Math.hypot(x - 70, y - 120) < 45 + 8 * Math.sin(5 * angle)) {
        labels[i] = 1;
      } else if (Math.hypot((x - 165) / 18, (y - 110) / 60) < 1) {
        labels[i] = 2;
      }
    }
    return mask(labels, MaskGeometry.WHOLE, number);
  }

  private static MaskFrame mask(byte[] labels, MaskGeometry geometry, long runningTime) {
    byte[] confidence = new byte[labels.length];
    Arrays.fill(confidence, (byte) 230);
    return new MaskFrame(
        "bench",
        runningTime,
        40_000_000,
        SIDE,
        SIDE,
        labels,
        confidence,
        List.of(new Region(1, "dog", 0.9f, 0, 0, SIDE, SIDE, labels.length)),
        geometry,
        1,
        MaskSource.INFERRED,
        "bench");
  }
}
