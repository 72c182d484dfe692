// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecTest {
  @TempDir Path folder;

  @Test
  void everySampleSurvivesMuLawWithinItsQuantiser() {
    short[] samples = new short[65_536];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i - 32_768);
    }
    float[] decoded = MuLaw.decode(MuLaw.encode(samples));
    for (int i = 0; i < samples.length; i++) {
      double error = Math.abs(decoded[i] * 32_768 - samples[i]);
      assertTrue(error <= 5 + Math.abs(samples[i]) / 30.0, samples[i] + " is off by " + error);
    }
  }

  @Test
  void mattesSurviveExactlyAndColoursNearly() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      Picture first = gradient(8 + random.nextInt(80), 8 + random.nextInt(80), random);
      Picture second = gradient(8 + random.nextInt(80), 8 + random.nextInt(80), random);
      byte[] record = PictureCodec.encode(List.of(first, second));
      compare(first, PictureCodec.decode(record, 0));
      compare(second, PictureCodec.decode(record, 1));
    }
  }

  @Test
  void anEmptyFolderIsNoCorpusAndTheErrorSaysWhatToDo() {
    IOException error = assertThrows(IOException.class, () -> Corpus.open(folder));
    assertTrue(error.getMessage().contains("ci/data"), error.getMessage());
  }

  @Test
  void aDamagedManifestIsReportedByLine() throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    Files.writeString(file, "{\"id\":\n");
    IOException error = assertThrows(IOException.class, () -> Manifest.read(file));
    assertTrue(error.getMessage().contains("line 1"), error.getMessage());
  }

  @Test
  void paletteColoursFollowThePublishedTable() {
    assertEquals(0x804000, SceneClasses.colour("dog"));
    assertEquals(0xc00040, SceneClasses.colour("person"));
    assertEquals(0x200080, SceneClasses.colour("violin"));
    assertEquals(0, SceneClasses.colour("background"));
  }

  private static Picture gradient(int width, int height, Random random) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int level = 60 + 120 * (i / width) / height;
      argb[i] = random.nextInt(256) << 24 | level << 16 | level << 8 | level;
    }
    return new Picture(width, height, argb);
  }

  private static void compare(Picture expected, Picture actual) {
    assertEquals(expected.width(), actual.width());
    for (int i = 0; i < expected.argb().length; i++) {
      assertEquals(expected.argb()[i] >>> 24, actual.argb()[i] >>> 24);
      assertEquals(expected.argb()[i] & 255, actual.argb()[i] & 255, 16);
    }
  }
}
