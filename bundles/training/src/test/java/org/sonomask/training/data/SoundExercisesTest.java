// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.MuLaw;
import org.sonomask.scenes.Split;

class SoundExercisesTest {
  private static final List<String> NAMES = List.of("background", "low", "high", "held");
  private static final int COUNT = 200;
  private static final int MELS = 96 * 64;
  private static final int BANDS = 64;

  @TempDir private Path folder;

  private final List<String> manifest = new ArrayList<>();
  private final ByteArrayOutputStream sounds = new ByteArrayOutputStream();
  private SoundSource exercises;

  @BeforeEach
  void open() throws Exception {
    add("low", Split.TRAIN, 300);
    add("high", Split.TRAIN, 3000);
    add("held", Split.TEST, 1000);
    Files.write(folder.resolve("manifest.jsonl"), manifest);
    Files.write(folder.resolve("sounds.pack"), sounds.toByteArray());
    Files.write(folder.resolve("pictures.pack"), new byte[1]);
    exercises = new SoundExercises(Corpus.open(folder), NAMES);
  }

  @Test
  void whatIsSaidToBeHeardIsHeardAndNothingElse() {
    SoundSource.Exercises made = exercises.exercises(1, COUNT);
    for (int i = 0; i < COUNT; i++) {
      int at = i * NAMES.size();
      boolean low = loudest(made.logMel(), i, 0, 16) > 0;
      boolean high = loudest(made.logMel(), i, 40, BANDS) > 0;
      assertEquals(low, made.audible()[at + 1] == 1, "low in " + i);
      assertEquals(high, made.audible()[at + 2] == 1, "high in " + i);
      assertEquals(0, made.audible()[at], "the background has no sound");
    }
  }

  @Test
  void someExercisesAreSilentSomeAreMixturesAndNoneIsOfTheTestSide() {
    SoundSource.Exercises made = exercises.exercises(2, COUNT);
    int[] voices = new int[3];
    for (int i = 0; i < COUNT; i++) {
      int at = i * NAMES.size();
      voices[made.audible()[at + 1] + made.audible()[at + 2]]++;
      assertEquals(0, made.audible()[at + 3]);
    }
    assertTrue(voices[0] > 5 && voices[1] > 50 && voices[2] > 20, "voices differ in number");
  }

  @Test
  void aNumberGivesTheSameExercisesWheneverItIsAskedFor() {
    SoundSource.Exercises first = exercises.exercises(7, 3);
    exercises.exercises(8, 3);
    SoundSource.Exercises again = exercises.exercises(7, 3);
    assertArrayEquals(first.logMel(), again.logMel());
    assertArrayEquals(first.audible(), again.audible());
    assertTrue(first.logMel()[MELS] != first.logMel()[0], "exercises of a number differ");
  }

  @Test
  void aRunThatBeginsFurtherOnHearsWhatComesThere() {
    float[] there = exercises.exercises(8, COUNT).logMel();
    assertArrayEquals(there, exercises.from(7).exercises(1, COUNT).logMel());
    assertFalse(Arrays.equals(there, exercises.exercises(1, COUNT).logMel()));
  }

  private void add(String category, Split split, double hertz) throws Exception {
    short[] samples = new short[24_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (20_000 * Math.sin(2 * Math.PI * hertz * i / 16_000));
    }
    Asset asset =
        new Asset(
            "sound/" + category,
            AssetKind.SOUND,
            category,
            split,
            category,
            "test",
            category,
            "CC0-1.0",
            "",
            "",
            "",
            sounds.size(),
            samples.length,
            0,
            null);
    sounds.writeBytes(MuLaw.encode(samples));
    manifest.add(new ObjectMapper().writeValueAsString(asset));
  }

  private static float loudest(float[] logMel, int example, int from, int to) {
    float loudest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < MELS; i++) {
      if (i % BANDS >= from && i % BANDS < to) {
        loudest = Math.max(loudest, logMel[example * MELS + i]);
      }
    }
    return loudest;
  }
}
