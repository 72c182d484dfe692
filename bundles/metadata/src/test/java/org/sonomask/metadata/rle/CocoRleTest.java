// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.rle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonomask.metadata.RandomMasks;
import org.sonomask.metadata.RandomMasks.Labels;

class CocoRleTest {
  private static final int MASKS = 20 * RandomMasks.COUNT;

  /** Width, height, counts, row-major bits in hex or "-", area: written by pycocotools 2. */
  private static List<String[]> pycocotools() throws IOException {
    List<String[]> lines = new ArrayList<>();
    try (var in = CocoRleTest.class.getResourceAsStream("pycocotools.txt");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line.split(" "));
      }
    }
    assertTrue(lines.size() >= 40);
    return lines;
  }

  @Test
  void masksAreCompressedAsPycocotoolsDoes() throws IOException {
    for (String[] line : pycocotools()) {
      int width = Integer.parseInt(line[0]);
      int height = Integer.parseInt(line[1]);
      CocoRle rle = CocoRle.parse(line[2], width, height);
      assertEquals(Integer.parseInt(line[4]), rle.area());
      assertEquals(line[2], rle.compressed());
      if (!line[3].equals("-")) {
        byte[] labels = bits(HexFormat.of().parseHex(line[3]), width * height);
        assertEquals(rle, CocoRle.of(labels, width, height, 1));
        byte[] painted = new byte[labels.length];
        rle.paint(painted, 1);
        assertArrayEquals(labels, painted);
      }
    }
  }

  private static byte[] bits(byte[] packed, int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (packed[i / 8] >> 7 - i % 8 & 1);
    }
    return labels;
  }

  @Test
  void runsGoDownTheColumnsAndStartOutsideTheMask() {
    byte[] labels = {1, 0, 0, 1, 1, 0};
    CocoRle rle = CocoRle.of(labels, 3, 2, 1);
    assertArrayEquals(new int[] {0, 2, 1, 1, 2}, rle.counts());
    assertEquals(3, rle.area());
  }

  @Test
  void everyMaskSurvivesTheRoundTrip() {
    RandomMasks.forEach(
        MASKS,
        masks -> {
          Labels mask = masks.labels(3);
          byte[] painted = new byte[mask.labels().length];
          int area = 0;
          for (int label = 1; label <= 3; label++) {
            CocoRle rle = CocoRle.of(mask.labels(), mask.width(), mask.height(), label);
            CocoRle read = CocoRle.parse(rle.compressed(), mask.width(), mask.height());
            assertEquals(rle, read);
            assertEquals(rle, CocoRle.of(rle.counts(), mask.width(), mask.height()));
            read.paint(painted, label);
            area += rle.area();
          }
          assertArrayEquals(mask.labels(), painted);
          assertEquals(area, covered(painted));
        });
  }

  private static int covered(byte[] labels) {
    int covered = 0;
    for (byte label : labels) {
      covered += label == 0 ? 0 : 1;
    }
    return covered;
  }

  @Test
  void aBoxHoldsItsOwnPixelsOnly() {
    RandomMasks.forEach(
        masks -> {
          Labels mask = masks.labels(2);
          Random random = masks.random();
          int left = random.nextInt(mask.width() + 1);
          int top = random.nextInt(mask.height() + 1);
          int right = left + random.nextInt(mask.width() - left + 1);
          int bottom = top + random.nextInt(mask.height() - top + 1);
          byte[] inBox = new byte[mask.labels().length];
          for (int y = top; y < bottom; y++) {
            int row = y * mask.width();
            System.arraycopy(mask.labels(), row + left, inBox, row + left, right - left);
          }
          assertEquals(
              CocoRle.of(inBox, mask.width(), mask.height(), 2),
              CocoRle.of(mask.labels(), mask.width(), mask.height(), 2, left, top, right, bottom));
        });
  }

  @Test
  void garbageIsRefusedOrIsAMask() {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < MASKS; i++) {
      char[] text = new char[random.nextInt(30)];
      for (int c = 0; c < text.length; c++) {
        text[c] =
            (char) (random.nextInt(50) == 0 ? random.nextInt(0x400) : '0' + random.nextInt(64));
      }
      try {
        CocoRle rle = CocoRle.parse(new String(text), 30, 20);
        rle.paint(new byte[600], 1);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < MASKS);
  }

  @Test
  void damagedRunsAreRefusedWithAReason() {
    assertRefused("", "cover 0 pixels");
    assertRefused("6 ", "alphabet");
    assertRefused("oooooooo0", "does not end");
    assertRefused("o", "does not end");
    assertRefused("7", "leave the mask's 6 pixels");
    assertRefused("O7", "leave the mask's 6 pixels");
    assertRefused("5", "cover 5 pixels");
    assertRefused("0".repeat(1000), "leave the mask's 6 pixels");
  }

  private static void assertRefused(String text, String reason) {
    var e = assertThrows(IllegalArgumentException.class, () -> CocoRle.parse(text, 3, 2));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> CocoRle.of(new byte[5], 3, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> CocoRle.parse("0", 0, 2));
    assertThrows(IllegalArgumentException.class, () -> CocoRle.parse("0", 1 << 20, 1 << 20));
    assertThrows(IllegalArgumentException.class, () -> CocoRle.of(new int[] {5, -1, 2}, 3, 2));
    assertThrows(
        IllegalArgumentException.class, () -> CocoRle.of(new byte[6], 3, 2, 1, 0, 0, 4, 2));
    CocoRle rle = CocoRle.of(new byte[6], 3, 2, 1);
    assertThrows(IllegalArgumentException.class, () -> rle.paint(new byte[5], 1));
  }
}
