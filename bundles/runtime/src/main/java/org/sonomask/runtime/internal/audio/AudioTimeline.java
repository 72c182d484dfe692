// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.sonomask.runtime.audio.LogMel;

/**
 * The newest stretch of a stream's sound, addressed by the number of its samples on the axis of
 * running time (sample n lies at n / 16000 s). Between discontinuities samples are counted and time
 * stamps only watched, so that their jitter does not tear the sound; a stamp that is more than 40
 * ms off is believed. What never came is silence and is known to be missing.
 *
 * <p>Thread-safe. Allocates nothing after construction.
 */
public final class AudioTimeline {

  /** Nanoseconds of one sample; a whole number at 16 kHz. */
  public static final long SAMPLE_NANOS = 1_000_000_000L / LogMel.SAMPLE_RATE;

  private static final long RESYNC_SAMPLES = LogMel.SAMPLE_RATE * 40L / 1000;
  private static final long NOTHING = Long.MIN_VALUE;

  private final float[] samples;
  private final boolean[] present;
  private final int mask;
  private long end = NOTHING;
  private long next = NOTHING;
  private long watermark = NOTHING;
  private long revision;

  /**
   * @param capacity samples to keep, rounded up to a power of two
   */
  public AudioTimeline(int capacity) {
    int size = Integer.highestOneBit(Math.max(2, capacity) - 1) * 2;
    samples = new float[size];
    present = new boolean[size];
    mask = size - 1;
  }

  /** The sample nearest to a running time. */
  public static long sampleAt(long runningTime) {
    long sample = Math.floorDiv(runningTime, SAMPLE_NANOS);
    return 2 * Math.floorMod(runningTime, SAMPLE_NANOS) >= SAMPLE_NANOS ? sample + 1 : sample;
  }

  /**
   * Takes sound. What is not a finite number is silence.
   *
   * @param sound from position to limit; its position is not moved
   * @param runningTime of the first sample, ns
   */
  public synchronized void write(FloatBuffer sound, long runningTime) {
    int count = sound.remaining();
    long start = place(sampleAt(runningTime));
    next = start + count;
    if (end == NOTHING || start >= end + samples.length || next <= end - samples.length) {
      restart(start);
    } else if (start < end) {
      revision++;
    }
    forgetUpTo(start);
    long first = Math.max(start, Math.max(next, end) - samples.length);
    for (long n = first; n < next; n++) {
      float value = sound.get(sound.position() + (int) (n - start));
      samples[(int) n & mask] = Math.abs(value) <= Float.MAX_VALUE ? value : 0;
      present[(int) n & mask] = true;
    }
    end = Math.max(end, next);
    watermark = Math.max(watermark, end);
  }

  private long place(long stamped) {
    return next != NOTHING && Math.abs(stamped - next) <= RESYNC_SAMPLES ? next : stamped;
  }

  private void restart(long start) {
    Arrays.fill(present, false);
    end = start;
    watermark = start;
    revision++;
  }

  /** What lies between the sound's end and where it goes on is missing. */
  private void forgetUpTo(long start) {
    for (long n = end; n < start; n++) {
      present[(int) n & mask] = false;
    }
  }

  /** Says that no sound will come before the given running time. */
  public synchronized void endsAt(long runningTime) {
    watermark = Math.max(watermark, sampleAt(runningTime));
  }

  /** Whether any sound has come since the start or {@link #clear}. */
  public synchronized boolean hasSound() {
    return end != NOTHING;
  }

  /** The sample before which all sound has come that will come. */
  public synchronized long watermark() {
    return watermark;
  }

  /** The sample after the newest one. */
  public synchronized long end() {
    return end;
  }

  /** Changes whenever samples before {@link #end} have changed. */
  public synchronized long revision() {
    return revision;
  }

  /**
   * Copies sound; what is missing is copied as silence.
   *
   * @param start first sample
   * @param out filled with {@code count} samples from index 0
   * @return how many of them were there
   */
  public synchronized int read(long start, float[] out, int count) {
    int there = 0;
    long oldest = end == NOTHING ? Long.MAX_VALUE : end - samples.length;
    for (int i = 0; i < count; i++) {
      long n = start + i;
      int at = (int) n & mask;
      boolean has = n >= oldest && n < end && present[at];
      out[i] = has ? samples[at] : 0;
      there += has ? 1 : 0;
    }
    return there;
  }

  /**
   * Level of a stretch of sound, root mean square; what is missing is silence.
   *
   * @param start first sample
   * @param count samples
   * @return 1 is full scale
   */
  public synchronized double level(long start, int count) {
    long oldest = end == NOTHING ? Long.MAX_VALUE : end - samples.length;
    double energy = 0;
    for (long n = Math.max(start, oldest); n < Math.min(start + count, end); n++) {
      int at = (int) n & mask;
      energy += present[at] ? samples[at] * samples[at] : 0;
    }
    return Math.sqrt(energy / count);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    restart(0);
    end = NOTHING;
    next = NOTHING;
    watermark = NOTHING;
  }
}
