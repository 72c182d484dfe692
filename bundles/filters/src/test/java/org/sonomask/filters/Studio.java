// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.MaskFollower;
import org.sonomask.runtime.filter.MaskSteadier;

/** One filter, and pictures and masks for it. A mask is drawn, then shown. */
final class Studio {
  static final int SIZE = 64;
  static final int PIXELS = SIZE * SIZE;
  static final long FRAME = 40_000_000;

  static final SegmenterInfo INFO =
      new SegmenterInfo(
          "m", "1", "Apache-2.0", SIZE, SIZE, 1, 960_000_000, List.of("background", "a", "b"));

  final byte[] labels = new byte[PIXELS];
  final byte[] confidence = new byte[PIXELS];
  final MaskFollower follower;
  double level;
  List<Region> regions = List.of();
  private final MaskSteadier steadier;
  private int masks;

  Studio(MaskFilter filter) {
    List<MaskFilter> filters = List.of(filter);
    steadier = new MaskSteadier(INFO, () -> filters, time -> level, Studio::regions);
    follower = new MaskFollower(INFO, () -> filters, time -> level);
  }

  /** Everything is background, and sure. */
  Studio clear() {
    Arrays.fill(labels, (byte) 0);
    Arrays.fill(confidence, (byte) 230);
    return this;
  }

  Studio draw(int label, int left, int top, int width, int height, double sure) {
    for (int y = top; y < top + height; y++) {
      Arrays.fill(labels, y * SIZE + left, y * SIZE + left + width, (byte) label);
      Arrays.fill(
          confidence, y * SIZE + left, y * SIZE + left + width, (byte) Math.round(255 * sure));
    }
    return this;
  }

  /** Lets time go by in which this many masks would be shown. */
  void skip(int time) {
    masks += time;
  }

  /** Filters what was drawn, on a picture of the same shot. */
  Studio show(double strength) {
    return show(picture(0, 0), strength);
  }

  Studio show(ByteBuffer picture, double strength) {
    regions = steadier.apply(masks++ * (5 * FRAME), picture, strength, labels, confidence);
    return this;
  }

  int marked() {
    int marked = 0;
    for (byte label : labels) {
      marked += label == 0 ? 0 : 1;
    }
    return marked;
  }

  int at(int x, int y) {
    return labels[y * SIZE + x];
  }

  /** What was drawn, as a mask of a frame. */
  MaskFrame frame(long time, MaskSource source) {
    return new MaskFrame(
        "s",
        time,
        FRAME,
        SIZE,
        SIZE,
        labels.clone(),
        confidence.clone(),
        List.of(),
        MaskGeometry.WHOLE,
        1,
        source,
        "m");
  }

  /** A picture full of detail, moved. */
  static ByteBuffer picture(double right, double down) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(PIXELS * 3);
    byte[] luma = luma(right, down);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, luma[i / 3]);
    }
    return rgb;
  }

  static byte[] luma(double right, double down) {
    byte[] luma = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      double x = i % SIZE - right;
      double y = i / SIZE - down;
      luma[i] =
          (byte)
              Math.round(
                  110
                      + 40 * Math.sin(x / 3.7 + y / 11)
                      + 40 * Math.sin(x / 17 - y / 4.9)
                      + 20 * Math.sin((x + y) / 2.9));
    }
    return luma;
  }

  static ByteBuffer grey(int value) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(PIXELS * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) value);
    }
    return rgb;
  }

  private static List<Region> regions(MaskPieces pieces) {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < pieces.count(); i++) {
      if (pieces.label(i) != 0) {
        regions.add(
            new Region(
                pieces.label(i),
                INFO.classes().get(pieces.label(i)),
                pieces.score(i),
                pieces.left(i),
                pieces.top(i),
                pieces.width(i),
                pieces.height(i),
                pieces.area(i)));
      }
    }
    return regions;
  }
}
