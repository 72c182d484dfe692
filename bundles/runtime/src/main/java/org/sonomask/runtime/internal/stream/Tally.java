// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import org.sonomask.api.MaskStream;

/** Counts what becomes of a stream's frames. Not thread-safe. */
final class Tally {
  private long frames;
  private long masks;
  private long silent;
  private long dropped;
  private long failed;
  private long inferenceNanos;
  private double coverage;

  void taken() {
    frames++;
  }

  void made(long nanos, double windowCoverage, boolean wasSilent) {
    masks++;
    silent += wasSilent ? 1 : 0;
    inferenceNanos += nanos;
    coverage += windowCoverage;
  }

  void dropped() {
    dropped++;
  }

  void failed() {
    failed++;
  }

  MaskStream.Statistics statistics() {
    double mean = masks == 0 ? 0 : coverage / masks;
    return new MaskStream.Statistics(frames, masks, silent, dropped, failed, inferenceNanos, mean);
  }
}
