// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskService;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/**
 * A mask service whose masks are ready before they are asked for, so that what is measured is the
 * element and not the model. It takes frames at the interval that the element is set to, and each
 * taken frame has another mask.
 */
final class ReadyMasks implements MaskService {

  @Override
  public MaskStream open(StreamSettings settings) {
    return new ReadyStream(settings.interval());
  }

  private static final class ReadyStream implements MaskStream {
    private static final int SIDE = 224;

    private final long interval;
    private final MaskFrame[] masks = {BenchMasks.shapes(0), BenchMasks.shapes(1)};
    private final byte[] picture = new byte[3 * SIDE * SIDE];
    private volatile long lastTaken = Long.MIN_VALUE / 2;
    private volatile int taken;

    ReadyStream(long interval) {
      this.interval = interval;
    }

    @Override
    public int frameWidth() {
      return SIDE;
    }

    @Override
    public int frameHeight() {
      return SIDE;
    }

    @Override
    public List<String> classes() {
      return BenchMasks.CLASSES;
    }

    @Override
    public long lookahead() {
      return 0;
    }

    @Override
    public void audio(FloatBuffer samples, long runningTime) {}

    @Override
    public void audioUntil(long runningTime) {}

    @Override
    public boolean wantsFrame(long runningTime) {
      return runningTime - lastTaken >= interval;
    }

    @Override
    public synchronized boolean frame(ByteBuffer rgb, long runningTime, long duration) {
      rgb.get(rgb.position(), picture);
      lastTaken = runningTime;
      taken++;
      return true;
    }

    @Override
    public MaskFrame newest(long runningTime) {
      return masks[taken % masks.length];
    }

    @Override
    public boolean await(long runningTime, long timeout) {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void settings(StreamSettings settings) {}

    @Override
    public Statistics statistics() {
      return new Statistics(taken, taken, 0, 0, 0, 0, 1);
    }

    @Override
    public void close() {}
  }
}
