// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sonomask.api.MaskGeometry;

/** Masks to test with. */
public final class Masks {

  private Masks() {}

  /** A mask whose labels are drawn, one string a row, one digit a pixel. */
  public static LabelMask drawn(String... rows) {
    byte[] labels = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0');
    }
    return certain(rows[0].length(), rows.length, labels, MaskGeometry.WHOLE);
  }

  /** A few random ellipses of random classes. */
  public static LabelMask blobs(Random random, int width, int height, MaskGeometry geometry) {
    byte[] labels = new byte[width * height];
    for (int blob = 0; blob < 4; blob++) {
      byte label = (byte) (1 + random.nextInt(3));
      double x = random.nextDouble() * width;
      double y = random.nextDouble() * height;
      double a = 1 + random.nextDouble() * width / 3;
      double b = 1 + random.nextDouble() * height / 3;
      for (int i = 0; i < labels.length; i++) {
        if (Math.hypot((i % width - x) / a, (i / width - y) / b) < 1) {
          labels[i] = label;
        }
      }
    }
    LabelMask mask = certain(width, height, labels, geometry);
    random.nextBytes(mask.confidence());
    return mask;
  }

  private static LabelMask certain(int width, int height, byte[] labels, MaskGeometry geometry) {
    byte[] confidence = new byte[labels.length];
    Arrays.fill(confidence, (byte) 255);
    return new LabelMask(
        width, height, labels, confidence, geometry, List.of("background", "dog", "violin", "car"));
  }

  /** The first class of a mask. */
  public static ClassMask first(LabelMask mask) {
    return ClassMasks.of(mask.labels(), mask.width(), mask.height()).get(0);
  }
}
