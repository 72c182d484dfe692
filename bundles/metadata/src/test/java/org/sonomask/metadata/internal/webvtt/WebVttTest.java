// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.webvtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.metadata.Masks.DOG_AND_BELL;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;

class WebVttTest {
  private static final WebVtt CODEC = new WebVtt();

  private static String written(MaskFrame... masks) {
    return new String(Masks.write(CODEC, Masks.EXACT, masks), StandardCharsets.UTF_8);
  }

  private static List<MaskFrame> read(String text) {
    return Masks.read(CODEC, text.getBytes(StandardCharsets.UTF_8), new Random(8));
  }

  @Test
  void everyMaskSurvivesTheRoundTrip() {
    RandomMasks.forEach(
        random -> {
          MaskFrame mask = random.frame();
          byte[] file = Masks.write(CODEC, Masks.EXACT, mask, DOG_AND_BELL);
          List<MaskFrame> read = Masks.read(CODEC, file, random.random());
          assertEquals(2, read.size());
          Masks.assertSame(mask, read.get(0));
          assertArrayEquals(mask.confidence(), read.get(0).confidence());
          Masks.assertSame(DOG_AND_BELL, read.get(1));
        });
  }

  @Test
  void noPayloadHoldsAnArrowOrAnEmptyLine() {
    RandomMasks.forEach(
        random -> {
          List<String> lines = written(random.frame()).lines().toList();
          assertEquals(5, lines.size());
          assertEquals("WEBVTT", lines.get(0));
          assertTrue(lines.get(2).contains(" --> "));
          assertFalse(lines.get(3).contains("-->"));
          assertTrue(lines.get(4).isEmpty());
        });
  }

  @Test
  void aCueLastsAsLongAsItsFrame() {
    String file = written(DOG_AND_BELL, DOG_AND_BELL.withRunningTime(360_061_001_999_999L));
    assertTrue(file.startsWith("WEBVTT\n\n00:00:00.040 --> 00:00:00.060\n{"), file);
    assertTrue(file.contains("\n\n100:01:01.001 --> 100:01:01.021\n{"), file);
  }

  @Test
  void whatElseAFileMayHoldIsPassedOver() {
    String file =
        written(DOG_AND_BELL)
            .replace("WEBVTT\n", "\uFEFFWEBVTT - masks\nKind: metadata\n")
            .replace("\n\n00:", "\n\n\n\nNOTE a --> comment\nof two lines\n\ncue 1\n00:")
            .replace("060\n", "060 align:start\n");
    assertEquals(1, read(file).size());
    assertEquals(1, read(file.replace("\n", "\r\n")).size());
    assertEquals(1, read(file.strip()).size());
  }

  @Test
  void blocksWithoutTimesAreRefused() {
    for (String block : new String[] {"hello\n\n", "hello\nworld\n\n", "00:00 --> 1\n{}\n\n"}) {
      ByteBuffer bytes = ByteBuffer.wrap(block.getBytes(StandardCharsets.UTF_8));
      var e =
          assertThrows(
              MaskFormatException.class, () -> CODEC.read(Masks.INPUT).read(bytes, mask -> {}));
      assertTrue(e.getMessage().contains("no line of times"), e.getMessage());
    }
  }

  @Test
  void damagedFilesAreRefusedOrMasks() {
    byte[] file = Masks.write(CODEC, Masks.EXACT, DOG_AND_BELL, DOG_AND_BELL);
    int refused = 0;
    for (int seed = 0; seed < RandomMasks.COUNT; seed++) {
      refused += Masks.readDamaged(CODEC, Masks.damage(file, new Random(seed)));
    }
    assertTrue(refused > RandomMasks.COUNT / 10);
  }
}
