// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;
import org.sonomask.runtime.internal.Histogram;

/** Counts what becomes of a stream's frames. Not thread-safe. */
final class Tally {
  private static final double LOWEST_DBFS = -120;

  private long frames;
  private long masks;
  private long silent;
  private long dropped;
  private long failed;
  private long inferenceNanos;
  private double coverage;
  private double level;
  private double area;
  private long newest = -1;
  private final Histogram latency = new Histogram();

  void taken() {
    frames++;
  }

  void made(Window window, MaskFrame mask, boolean wasSilent) {
    long nanos = System.nanoTime() - window.taken;
    masks++;
    silent += wasSilent ? 1 : 0;
    inferenceNanos += nanos;
    latency.add(nanos);
    coverage += window.coverage;
    level = window.level;
    newest = mask.runningTime();
    area = wasSilent ? 0 : area(mask.labels());
  }

  private static double area(byte[] labels) {
    int sounding = 0;
    for (byte label : labels) {
      sounding += label == 0 ? 0 : 1;
    }
    return (double) sounding / labels.length;
  }

  void dropped() {
    dropped++;
  }

  void failed() {
    failed++;
  }

  /** What the stream is like now. */
  MaskMonitor.StreamStatus status(StreamSettings settings, String model) {
    double decibels = Math.max(LOWEST_DBFS, 20 * Math.log10(level));
    return new MaskMonitor.StreamStatus(
        settings, model, statistics(), latency.distribution(), decibels, area, newest);
  }

  MaskStream.Statistics statistics() {
    double mean = masks == 0 ? 0 : coverage / masks;
    return new MaskStream.Statistics(frames, masks, silent, dropped, failed, inferenceNanos, mean);
  }
}
