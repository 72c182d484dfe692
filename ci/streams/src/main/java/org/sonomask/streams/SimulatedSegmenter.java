// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/**
 * Takes a device's time and no processor: for measuring the runtime where no such device is. What
 * is red sounds.
 */
final class SimulatedSegmenter implements Segmenter {
  private static final int SIZE = 224;
  private static final int MOST = 64;
  private static final long BATCH_NANOS = 1_500_000;
  private static final long WINDOW_NANOS = 250_000;
  private static final SegmenterInfo INFO =
      new SegmenterInfo(
          "simulated",
          "1",
          "Apache-2.0",
          SIZE,
          SIZE,
          1,
          960_000_000,
          List.of("background", "disc"));

  @Override
  public SegmenterInfo info() {
    return INFO;
  }

  @Override
  public int maxBatch() {
    return MOST;
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    return SegmenterBatch.allocate(INFO, capacity);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) {
    long end = System.nanoTime() + BATCH_NANOS + count * WINDOW_NANOS;
    for (int i = 0; i < count * INFO.pixels(); i++) {
      int red = batch.frames().get(3 * i) & 0xff;
      batch.labels().put(i, (byte) (red > 128 ? 1 : 0));
      batch.confidence().put(i, (byte) (red > 128 ? red : 255 - red));
    }
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {}
}
