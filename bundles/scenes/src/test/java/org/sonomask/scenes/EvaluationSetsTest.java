// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.scenes.EvaluationSets.Set;
import org.sonomask.scenes.build.SmallCorpus;

class EvaluationSetsTest {
  @TempDir static Path folder;
  private static EvaluationSets sets;

  @BeforeAll
  static void openASmallCorpus() throws IOException {
    sets =
        new EvaluationSets(
            SmallCorpus.in(folder), List.of("background", "person", "dog", "guitar"));
  }

  @Test
  void aClipIsTheSameEveryTime() {
    for (Set set : List.of(Set.COMPOSED_SINGLE, Set.COMPOSED_MULTI, Set.SILENCE, Set.TALKERS)) {
      Clip once = sets.clip(set, 5);
      Clip again = sets.clip(set, 5);
      assertArrayEquals(once.frames()[4], again.frames()[4]);
      assertArrayEquals(once.soundCentred()[4], again.soundCentred()[4]);
    }
  }

  @Test
  void everyOtherClipOfSilenceHasSoundAndNoneHasAMask() {
    for (int i = 0; i < 10; i++) {
      Clip clip = sets.clip(Set.SILENCE, i);
      assertEquals(i % 2 == 0, clip.categories().isEmpty());
      assertEquals(0, marked(clip));
    }
  }

  @Test
  void talkersAreMarked() {
    assertEquals(40, sets.size(Set.TALKERS));
    for (int i = 0; i < 6; i++) {
      Clip clip = sets.clip(Set.TALKERS, i);
      assertTrue(marked(clip) > 1_000, "talker " + i + " has " + marked(clip) + " marked pixels");
    }
  }

  @Test
  void onePersonHasNobodyToPairWith() {
    assertEquals(0, sets.size(Set.TALKING_PAIRS));
  }

  @Test
  void ofAPairOnePersonIsMarkedAndBothAreKnown(@TempDir Path other) throws IOException {
    EvaluationSets pairs =
        new EvaluationSets(SmallCorpus.in(other, 2), List.of("background", "person", "dog"));
    assertEquals(40, pairs.size(Set.TALKING_PAIRS));
    for (int i = 0; i < 8; i++) {
      Clip clip = pairs.clip(Set.TALKING_PAIRS, i);
      double middle = middle(clip.labelsCentred()[2]);
      boolean left = i / 2 % 2 == 0;
      assertEquals(left, middle < Clip.SIZE / 2.0, "pair " + i + " is marked around " + middle);
      assertEquals(Clip.SIZE / 2.0, middle(clip.objects()[2]), 40);
    }
  }

  private static double middle(byte[] labels) {
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] != 0)
        .mapToDouble(i -> i % Clip.SIZE)
        .average()
        .orElseThrow();
  }

  @Test
  void aCorpusWithoutPhotographsHasAnEmptySetOfThem() {
    assertEquals(0, sets.size(Set.PHOTOS));
  }

  private static long marked(Clip clip) {
    byte[] labels = clip.labelsCentred()[2];
    return IntStream.range(0, labels.length).filter(i -> labels[i] != 0).count();
  }
}
