// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamPast;
import org.sonomask.runtime.filter.Pieces;

class SynchronyAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final MaskFilter.Instance filter =
      new SynchronyFilter("a", 0.1)
          .open(
              new SegmenterInfo(
                  "m",
                  "1",
                  "Apache-2.0",
                  TwoPeople.SIZE,
                  TwoPeople.SIZE,
                  1,
                  960_000_000,
                  List.of("background", "a")));

  private final TwoPeople step = new TwoPeople();

  @Test
  void aMaskAllocatesNothing() {
    look(200);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long own = THREADS.getCurrentThreadAllocatedBytes() - before;
    look(100);
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before - 2 * own);
  }

  private void look(int masks) {
    for (int i = 0; i < masks; i++) {
      step.next();
      filter.apply(step);
    }
  }

  /** Two boxes full of noise. */
  private static final class TwoPeople implements MaskStep, StreamPast {
    static final int SIZE = 64;
    private static final long FRAME = 40_000_000;

    private final byte[] labels = new byte[SIZE * SIZE];
    private final byte[] confidence = new byte[SIZE * SIZE];
    private final Pieces pieces = new Pieces(SIZE, SIZE * SIZE);
    private long time;
    private int noise;

    void next() {
      time += FRAME;
      Arrays.fill(labels, (byte) 0);
      for (int y = 20; y < SIZE; y++) {
        Arrays.fill(labels, y * SIZE + 4, y * SIZE + 28, (byte) 1);
        Arrays.fill(labels, y * SIZE + 36, y * SIZE + 60, (byte) 1);
      }
    }

    @Override
    public long runningTime() {
      return time;
    }

    @Override
    public double strength() {
      return 0.5;
    }

    @Override
    public double level() {
      return -20;
    }

    @Override
    public byte[] labels() {
      return labels;
    }

    @Override
    public byte[] confidence() {
      return confidence;
    }

    @Override
    public byte[] luma() {
      return confidence;
    }

    @Override
    public MaskMotion motion() {
      return null;
    }

    @Override
    public StreamPast past() {
      return this;
    }

    @Override
    public MaskPieces pieces() {
      pieces.find(labels, confidence);
      return pieces;
    }

    @Override
    public int pictures() {
      return 60;
    }

    @Override
    public long time(int back) {
      return time - back * FRAME;
    }

    @Override
    public boolean luma(int back, int left, int top, int width, int height, byte[] to) {
      for (int i = 0; i < width * height; i++) {
        to[i] = (byte) random();
      }
      return true;
    }

    @Override
    public int sound(long runningTime, float[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] = random() / 300f;
      }
      return to.length;
    }

    private int random() {
      noise = noise * 1_103_515_245 + 12_345;
      return noise >> 24;
    }
  }
}
