// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.MaskSteadier;

class SimilarityFilterTest {
  private static final int SIZE = 64;
  private static final int FRAMES = 60;
  private static final SegmenterInfo INFO =
      new SegmenterInfo(
          "m", "1", "Apache-2.0", SIZE, SIZE, 1, 960_000_000, List.of("background", "a", "b"));

  private final List<MaskFilter> filters = List.of(new SimilarityFilter(0.55, 6, 0));
  private final MaskSteadier filter =
      new MaskSteadier(INFO, () -> filters, time -> 0, pieces -> List.of());
  private final byte[] labels = new byte[SIZE * SIZE];
  private final byte[] confidence = new byte[SIZE * SIZE];

  @Test
  void flickerOnAStillPictureIsAtLeastHalved() {
    ByteBuffer still = picture(20);
    long before = 0;
    long after = 0;
    byte[] lastBefore = null;
    byte[] lastAfter = null;
    for (int i = 0; i < FRAMES; i++) {
      noisyDisc(i, 20);
      byte[] raw = labels.clone();
      filter.apply(i, still, 0.5, labels, confidence);
      before += lastBefore == null ? 0 : changes(lastBefore, raw);
      after += lastAfter == null ? 0 : changes(lastAfter, labels);
      lastBefore = raw;
      lastAfter = labels.clone();
    }
    System.out.printf(
        "flicker of a still picture, pixels per mask: %d raw, %d filtered%n",
        before / FRAMES, after / FRAMES);
    assertTrue(after * 2 < before, after + " of " + before + " changes are left");
  }

  @Test
  void whatTheModelIsSureOfShowsAfterOneMoreMaskOnAStillPicture() {
    ByteBuffer still = picture(20);
    for (byte sounding = 1; sounding >= 0; sounding--) {
      for (int i = 0; i < 10; i++) {
        uniform(sounding, 230);
        filter.apply(i, still, 0.5, labels, confidence);
        int shown = labels[0];
        assertTrue(i < 1 || shown == sounding, "mask " + i + " still shows " + shown);
      }
    }
  }

  @Test
  void aSingleWrongMaskIsNotShown() {
    ByteBuffer still = picture(20);
    for (int i = 0; i < 10; i++) {
      uniform(i == 7 ? 0 : 1, 230);
      filter.apply(i, still, 0.5, labels, confidence);
      assertEquals(1, labels[100]);
    }
  }

  @Test
  void whatStartsOrStopsShowsAtOnce() {
    Studio studio = new Studio(new SimilarityFilter());
    studio.clear().draw(1, 4, 4, 20, 20, 0.9).show(0.5);
    studio.clear().draw(1, 4, 4, 20, 20, 0.9).draw(2, 40, 40, 12, 12, 0.6).show(0.5);
    assertEquals(2, studio.at(45, 45), "it has started");
    studio.clear().draw(2, 40, 40, 12, 12, 0.6).show(0.5);
    assertEquals(0, studio.at(14, 14), "it has stopped");
    assertEquals(2, studio.at(45, 45));
  }

  @Test
  void theOutlineOfWhatGoesOnTremblesLess() {
    Studio studio = new Studio(new SimilarityFilter());
    int changes = 0;
    int before = 0;
    for (int i = 0; i < FRAMES; i++) {
      int more = i % 2 * 2;
      studio.clear().draw(1, 10 - more, 10, 30 + more, 30, 0.8).show(0.5);
      changes += i > 0 && studio.marked() != before ? 1 : 0;
      before = studio.marked();
    }
    assertTrue(changes < FRAMES / 2, changes + " changes of " + FRAMES + " are left");
  }

  @Test
  void whatIsTakenForAnotherClassOnceStaysWhatItWas() {
    Studio studio = new Studio(new SimilarityFilter());
    for (int i = 0; i < FRAMES; i++) {
      studio.clear().draw(i % 4 == 3 ? 2 : 1, 10, 10, 30, 30, 0.8).show(0.5);
      assertEquals(1, studio.at(20, 20), "mask " + i);
    }
  }

  @Test
  void whatMovesIsFollowedAtOnce() {
    for (int i = 0; i < FRAMES; i++) {
      int centre = 12 + i * 40 / FRAMES * 2 % 40;
      cleanDisc(centre);
      byte[] wanted = labels.clone();
      filter.apply(i, picture(centre), 0.5, labels, confidence);
      assertTrue(changes(wanted, labels) <= 16, "mask " + i + " lags behind");
    }
  }

  @Test
  void afterAResetThePastDoesNotCount() {
    ByteBuffer still = picture(20);
    uniform(1, 255);
    filter.apply(0, still, 0.5, labels, confidence);
    filter.reset();
    uniform(2, 140);
    filter.apply(1, still, 0.5, labels, confidence);
    assertEquals(2, labels[0]);
    assertEquals(140, confidence[0] & 0xff);
  }

  @Test
  void withoutStrengthNothingIsChanged() {
    for (int i = 0; i < 10; i++) {
      noisyDisc(i, 20);
      byte[] wantedLabels = labels.clone();
      byte[] wantedConfidence = confidence.clone();
      filter.apply(i, picture(20), 0, labels, confidence);
      assertArrayEquals(wantedLabels, labels);
      assertArrayEquals(wantedConfidence, confidence);
    }
  }

  @Test
  void filteringAllocatesNothing() {
    ByteBuffer still = picture(20);
    noisyDisc(0, 20);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 2000; i++) {
      filter.apply(i, still, 0.5, labels, confidence);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      filter.apply(i, still, 0.5, labels, confidence);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 50_000, bytes + " bytes for 1000 masks");
  }

  private void uniform(int label, int certainty) {
    Arrays.fill(labels, (byte) label);
    Arrays.fill(confidence, (byte) certainty);
  }

  private void cleanDisc(int centre) {
    for (int i = 0; i < labels.length; i++) {
      int x = i % SIZE - centre;
      int y = i / SIZE - SIZE / 2;
      labels[i] = (byte) (x * x + y * y < 100 ? 1 : 0);
      confidence[i] = (byte) 230;
    }
  }

  /** A disc whose edge trembles and whose every mask has wrong pixels of low confidence. */
  private void noisyDisc(int seed, int centre) {
    cleanDisc(centre);
    Random random = new Random(seed);
    for (int i = 0; i < labels.length; i++) {
      if (random.nextInt(12) == 0) {
        labels[i] ^= 1;
        confidence[i] = (byte) (130 + random.nextInt(60));
      }
    }
  }

  private static int changes(byte[] one, byte[] other) {
    int changes = 0;
    for (int i = 0; i < one.length; i++) {
      changes += one[i] == other[i] ? 0 : 1;
    }
    return changes;
  }

  /** A bright disc on a textured background. */
  private static ByteBuffer picture(int centre) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE * SIZE * 3);
    for (int i = 0; i < SIZE * SIZE; i++) {
      int x = i % SIZE - centre;
      int y = i / SIZE - SIZE / 2;
      int value = x * x + y * y < 100 ? 240 : 30 + (i * 7 & 31);
      for (int channel = 0; channel < 3; channel++) {
        rgb.put(i * 3 + channel, (byte) value);
      }
    }
    return rgb;
  }
}
