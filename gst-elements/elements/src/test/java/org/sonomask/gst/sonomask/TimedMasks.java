// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskService;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/**
 * A mask service whose masks come exactly when their sound is complete, so that a test sees what
 * the element pairs. Each mask tells the colour of its picture and how much of its sound was there.
 */
final class TimedMasks implements MaskService {
  static final int SIZE = 16;
  static final long LOOKAHEAD = 40_000_000;

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger opened = new AtomicInteger();
  volatile boolean stuck;

  /** Whether every inference fails. */
  volatile boolean failing;

  /** Whether sound is only counted, so that the audio thread allocates nothing here. */
  volatile boolean frugal;

  volatile StreamSettings lastSettings;
  volatile TimedStream last;

  @Override
  public MaskStream open(StreamSettings settings) {
    open.incrementAndGet();
    opened.incrementAndGet();
    lastSettings = settings;
    last = new TimedStream(settings);
    return last;
  }

  final class TimedStream implements MaskStream {
    private record Span(long start, long end) {}

    private record Picture(long time, long duration, byte red) {}

    private final List<Span> sound = new ArrayList<>();
    private final List<Picture> waiting = new ArrayList<>();
    private final List<MaskFrame> masks = new ArrayList<>();
    private StreamSettings settings;
    private long watermark = -1;
    private long lastTaken = -1;
    private long frames;
    private long made;
    private long failed;
    private double energy;
    private long samplesHeard;
    private boolean closed;

    TimedStream(StreamSettings settings) {
      this.settings = settings;
    }

    @Override
    public int frameWidth() {
      return SIZE;
    }

    @Override
    public int frameHeight() {
      return SIZE;
    }

    @Override
    public List<String> classes() {
      return List.of("background", "thing");
    }

    @Override
    public long lookahead() {
      return LOOKAHEAD;
    }

    @Override
    public synchronized void audio(FloatBuffer samples, long runningTime) {
      long end = runningTime + samples.remaining() * 62_500L;
      for (int i = samples.position(); i < samples.limit(); i++) {
        energy += samples.get(i) * samples.get(i);
      }
      samplesHeard += samples.remaining();
      if (frugal) {
        watermark = end;
        if (!waiting.isEmpty()) {
          make();
        }
        return;
      }
      sound.add(new Span(runningTime, end));
      audioUntil(end);
    }

    @Override
    public synchronized void audioUntil(long runningTime) {
      watermark = Math.max(watermark, runningTime);
      make();
    }

    @Override
    public synchronized boolean wantsFrame(long runningTime) {
      return !closed
          && (lastTaken < 0
              || runningTime < lastTaken
              || runningTime - lastTaken >= settings.interval());
    }

    @Override
    public synchronized boolean frame(ByteBuffer rgb, long runningTime, long duration) {
      if (rgb.remaining() != SIZE * SIZE * 3) {
        throw new IllegalArgumentException(rgb.remaining() + " bytes are no frame");
      }
      frames++;
      lastTaken = runningTime;
      waiting.add(new Picture(runningTime, duration, rgb.get(3 * (SIZE * SIZE / 2 + SIZE / 2))));
      make();
      return true;
    }

    private void make() {
      while (!stuck && !waiting.isEmpty() && watermark >= waiting.get(0).time + LOOKAHEAD) {
        Picture picture = waiting.remove(0);
        if (failing) {
          failed++;
          continue;
        }
        masks.add(mask(picture));
        made++;
        if (masks.size() > 500) {
          masks.remove(0);
        }
      }
      notifyAll();
    }

    private MaskFrame mask(Picture picture) {
      byte[] labels = new byte[SIZE * SIZE];
      Arrays.fill(labels, picture.red);
      return new MaskFrame(
          settings.name(),
          picture.time,
          picture.duration,
          SIZE,
          SIZE,
          labels,
          new byte[SIZE * SIZE],
          List.of(),
          MaskGeometry.WHOLE,
          covered(picture.time, picture.time + LOOKAHEAD),
          MaskSource.INFERRED,
          "timed");
    }

    private float covered(long from, long to) {
      long covered = 0;
      for (Span span : sound) {
        covered += Math.max(0, Math.min(to, span.end) - Math.max(from, span.start));
      }
      return covered / (float) (to - from);
    }

    @Override
    public synchronized MaskFrame newest(long runningTime) {
      for (int i = masks.size() - 1; i >= 0; i--) {
        MaskFrame mask = masks.get(i);
        if (mask.runningTime() <= runningTime) {
          return mask.ageAt(runningTime) <= settings.maxAge() ? mask : null;
        }
      }
      return null;
    }

    @Override
    public synchronized boolean await(long runningTime, long timeout) throws InterruptedException {
      long end = System.nanoTime() + timeout;
      while (!closed && !waiting.isEmpty() && waiting.get(0).time <= runningTime) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    }

    @Override
    public synchronized void flush() {
      sound.clear();
      waiting.clear();
      masks.clear();
      watermark = -1;
      lastTaken = -1;
      notifyAll();
    }

    @Override
    public synchronized void settings(StreamSettings next) {
      settings = next;
      lastSettings = next;
    }

    @Override
    public synchronized Statistics statistics() {
      return new Statistics(frames, made, 0, 0, failed, 0, 1);
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        open.decrementAndGet();
      }
      closed = true;
      notifyAll();
    }

    synchronized double meanEnergy() {
      return energy / Math.max(1, samplesHeard);
    }

    synchronized long samplesHeard() {
      return samplesHeard;
    }
  }
}
