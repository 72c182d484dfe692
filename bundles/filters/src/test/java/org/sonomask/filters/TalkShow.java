// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.MaskFollower;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.runtime.filter.StreamSound;

/**
 * Drawn people with mouths that open and close, at 25 pictures a second and five masks, and a voice
 * that follows one of the mouths. Every mask marks everybody.
 */
final class TalkShow {
  static final int SIZE = 96;
  static final long FRAME = 40_000_000;

  private static final int RATE = 16_000;
  private static final int LONGEST = 20;
  private static final SegmenterInfo INFO =
      new SegmenterInfo(
          "m", "1", "Apache-2.0", SIZE, SIZE, 1, 960_000_000, List.of("background", "a", "person"));

  final byte[] labels = new byte[SIZE * SIZE];
  private final byte[] confidence = new byte[SIZE * SIZE];
  private final byte[] luma = new byte[SIZE * SIZE];
  private final ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
  private final float[] sound = new float[LONGEST * RATE];
  private final double[][] openings;
  private final MaskFollower follower;
  private final MaskSteadier steadier;
  private final int label;
  private final int[] lefts;
  private int frame;

  /**
   * Casts a show.
   *
   * @param label of the people
   * @param lefts where each of them begins; they are 40 wide at the shoulders
   */
  TalkShow(MaskFilter filter, int label, int... lefts) {
    this.label = label;
    this.lefts = lefts;
    List<MaskFilter> filters = List.of(filter);
    StreamSound heard = new Heard();
    follower = new MaskFollower(INFO, () -> filters, heard);
    steadier =
        new MaskSteadier(INFO, () -> filters, heard, pieces -> List.of(), follower.history());
    openings = new double[lefts.length][];
    for (int i = 0; i < lefts.length; i++) {
      openings[i] = opening(i);
    }
  }

  /** Everybody makes the same faces. */
  TalkShow inUnison() {
    Arrays.fill(openings, openings[0]);
    return this;
  }

  /** How far a mouth is open, a hundred times a second, 0 to 1: syllables of different lengths. */
  private static double[] opening(int seed) {
    Random random = new Random(seed);
    double[] opening = new double[LONGEST * 100];
    int at = 0;
    while (at < opening.length) {
      boolean pause = random.nextInt(5) == 0;
      int syllable = pause ? 20 + random.nextInt(40) : 12 + random.nextInt(20);
      double wide = pause ? 0 : 0.4 + 0.6 * random.nextDouble();
      for (int i = 0; i < syllable && at < opening.length; i++) {
        opening[at++] = wide * Math.sin(Math.PI * i / syllable);
      }
    }
    return opening;
  }

  /** From now on somebody is heard, so many milliseconds after they are seen. */
  TalkShow voice(int who, int delay) {
    Random random = new Random(9);
    for (int n = (int) (frame * FRAME * RATE / 1_000_000_000); n < sound.length; n++) {
      int then = Math.max(0, n * 100 / RATE - delay / 10);
      sound[n] = (float) (0.2 * openings[who][then] * random.nextGaussian());
    }
    return this;
  }

  /** Goes on for some frames; the masks are those of the last one afterwards. */
  TalkShow play(int frames) {
    for (int end = frame + frames; frame < end; frame++) {
      draw();
      follower.picture(ByteBuffer.wrap(luma), frame * FRAME);
      if (frame % 5 == 4) {
        steadier.apply(frame * FRAME, rgb, 0.5, labels, confidence);
      }
    }
    return this;
  }

  private void draw() {
    Arrays.fill(labels, (byte) 0);
    Arrays.fill(confidence, (byte) 230);
    Arrays.fill(luma, (byte) 60);
    for (int who = 0; who < lefts.length; who++) {
      fill(lefts[who], 76, 40, 20, label, 120);
      fill(lefts[who] + 10, 26, 20, 50, label, 160);
      fill(lefts[who] + 16, 62, 8, 1 + (int) Math.round(7 * openings[who][4 * frame]), label, 30);
    }
    for (int i = 0; i < luma.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        rgb.put(3 * i + channel, luma[i]);
      }
    }
  }

  private void fill(int left, int top, int width, int height, int what, int grey) {
    for (int y = top; y < top + height; y++) {
      Arrays.fill(labels, y * SIZE + left, y * SIZE + left + width, (byte) what);
      Arrays.fill(luma, y * SIZE + left, y * SIZE + left + width, (byte) grey);
    }
  }

  /** Who is in the mask. */
  List<Boolean> shown() {
    return Arrays.stream(lefts).mapToObj(left -> labels[40 * SIZE + left + 20] != 0).toList();
  }

  private final class Heard implements StreamSound {
    @Override
    public double level(long runningTime) {
      return -20;
    }

    @Override
    public int read(long runningTime, float[] to) {
      int start = (int) (runningTime * RATE / 1_000_000_000);
      for (int i = 0; i < to.length; i++) {
        to[i] = start + i < 0 ? 0 : sound[start + i];
      }
      return to.length;
    }
  }
}
