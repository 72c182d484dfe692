// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.List;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/** Marks what is bright. */
final class BrightnessSegmenter implements Segmenter {
  static final int SIZE = 224;
  static final int THRESHOLD = 100;

  private final SegmenterInfo info =
      new SegmenterInfo(
          "bright", "1", "Apache-2.0", SIZE, SIZE, 1, 960_000_000, List.of("background", "thing"));

  @Override
  public SegmenterInfo info() {
    return info;
  }

  @Override
  public int maxBatch() {
    return 4;
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    return SegmenterBatch.allocate(info, capacity);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) {
    for (int i = 0; i < count * info.pixels(); i++) {
      boolean bright = (batch.frames().get(3 * i) & 0xff) > THRESHOLD;
      batch.labels().put(i, (byte) (bright ? 1 : 0));
      batch.confidence().put(i, (byte) 255);
    }
  }

  @Override
  public void close() {}
}
