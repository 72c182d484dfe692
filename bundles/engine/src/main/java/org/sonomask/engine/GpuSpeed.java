// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;

/** Measures a segmenter. */
public final class GpuSpeed {
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 60;
  private static final double NANOS = 1e9;

  private GpuSpeed() {}

  /** Batches of one size: alone, and as many at once as the segmenter works on. */
  public static ModelBuilder.Speed measure(Segmenter segmenter, int size)
      throws SegmenterException {
    double[] alone = run(segmenter, size);
    Arrays.sort(alone);
    ExecutorService threads = Executors.newFixedThreadPool(segmenter.concurrency());
    try {
      Callable<double[]> work = () -> run(segmenter, size);
      long start = System.nanoTime();
      for (Future<double[]> each :
          threads.invokeAll(java.util.Collections.nCopies(segmenter.concurrency(), work))) {
        each.get();
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      int batches = segmenter.concurrency() * (ROUNDS + WARM_UP);
      return new ModelBuilder.Speed(size, alone[ROUNDS / 2] * 1000, batches * size / seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SegmenterException("the measurement was interrupted", e);
    } catch (ExecutionException e) {
      throw new SegmenterException("the measurement failed: " + e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Seconds of each batch. */
  private static double[] run(Segmenter segmenter, int size) throws SegmenterException {
    SegmenterBatch batch = segmenter.newBatch(size);
    try {
      MadeUpWindows.fill(segmenter.info(), batch, size);
      double[] times = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long start = System.nanoTime();
        segmenter.segment(batch, size);
        times[Math.max(i, 0)] = (System.nanoTime() - start) / NANOS;
      }
      return times;
    } finally {
      segmenter.release(batch);
    }
  }
}
