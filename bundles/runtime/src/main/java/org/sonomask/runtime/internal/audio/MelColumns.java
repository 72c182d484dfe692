// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.audio;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.sonomask.runtime.audio.LogMel;

/**
 * Log-mel examples of one stream's sound. Windows of consecutive frames overlap, so columns are
 * kept and looked up by the very sample they start at: frame rates whose interval is a few times 10
 * ms, or a third of that, share nearly all of them, and no window is moved for the sake of sharing.
 *
 * <p>Not thread-safe. Allocates nothing after construction.
 */
public final class MelColumns {
  // Five starts within one hop have different slots.
  private static final int SAMPLES_PER_SLOT = LogMel.HOP / 5;
  private static final long EMPTY = Long.MIN_VALUE;

  private final AudioTimeline timeline;
  private final LogMel logMel = new LogMel();
  private final int examples;
  private final int exampleHop;
  private final float[] window;
  private final long[] starts;
  private final float[] columns;
  private long revision;
  private long start;
  private long end;
  private double coverage;
  private double level;

  /**
   * @param timeline the sound
   * @param examples that one window holds
   * @param exampleHop samples between the starts of two examples
   */
  public MelColumns(AudioTimeline timeline, int examples, int exampleHop) {
    this.timeline = timeline;
    this.examples = examples;
    this.exampleHop = exampleHop;
    window = new float[windowSamples(examples, exampleHop)];
    int slots = Integer.highestOneBit(window.length / SAMPLES_PER_SLOT) * 2;
    starts = new long[slots];
    columns = new float[slots * LogMel.BANDS];
    clear();
  }

  /** Samples from the start of the first example to the end of the last. */
  public static int windowSamples(int examples, int exampleHop) {
    return Math.addExact(Math.multiplyExact(examples - 1, exampleHop), LogMel.EXAMPLE_SAMPLES);
  }

  /**
   * Takes a window's sound from the timeline, for the questions below.
   *
   * @param first sample of the window
   */
  public void load(long first) {
    start = first;
    long known = timeline.revision();
    end = timeline.end();
    if (known != revision) {
      clear();
      revision = known;
    }
    coverage = (double) timeline.read(start, window, window.length) / window.length;
    level = level(window);
  }

  /**
   * Computes the window's examples.
   *
   * @param out [examples, 96, 64], written from absolute offset {@code outOffset}
   */
  public void examples(FloatBuffer out, int outOffset) {
    for (int example = 0; example < examples; example++) {
      for (int column = 0; column < LogMel.COLUMNS; column++) {
        int at = column(example * exampleHop + column * LogMel.HOP);
        int to = outOffset + (example * LogMel.COLUMNS + column) * LogMel.BANDS;
        out.put(to, columns, at, LogMel.BANDS);
      }
    }
  }

  /** How much of the window's sound was there, 0 to 1. */
  public double coverage() {
    return coverage;
  }

  /** Level of the window's sound, root mean square; 1 is full scale. */
  public double level() {
    return level;
  }

  private int column(int offset) {
    long first = start + offset;
    int slot = (int) Math.floorDiv(first, SAMPLES_PER_SLOT) & starts.length - 1;
    int at = slot * LogMel.BANDS;
    if (starts[slot] != first) {
      logMel.column(window, offset, columns, at);
      // Sound that is still to come would change the column.
      starts[slot] = first + LogMel.WINDOW <= end ? first : EMPTY;
    }
    return at;
  }

  private void clear() {
    Arrays.fill(starts, EMPTY);
  }

  private static double level(float[] sound) {
    double energy = 0;
    for (float sample : sound) {
      energy += sample * sample;
    }
    return Math.sqrt(energy / sound.length);
  }
}
