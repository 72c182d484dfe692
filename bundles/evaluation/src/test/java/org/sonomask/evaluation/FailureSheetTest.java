// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.metrics.SemanticScore;

class FailureSheetTest {
  private static final int EDGE = 8;

  /** White frames; in the second the upper half sounds, and the left half is marked in both. */
  @Test
  void theWorstFrameIsShownPlainThenWhatSoundsThenWhatWasMarked() {
    byte[][] truth = new byte[2][EDGE * EDGE];
    byte[][] sounding = new byte[2][EDGE * EDGE];
    Arrays.fill(truth[1], 0, EDGE * EDGE / 2, (byte) 3);
    for (int frame = 0; frame < 2; frame++) {
      for (int pixel = 0; pixel < EDGE * EDGE; pixel++) {
        sounding[frame][pixel] = (byte) (pixel % EDGE < EDGE / 2 && frame == 1 ? 200 : 10);
      }
    }
    byte[][] white = new byte[2][3 * EDGE * EDGE];
    Arrays.fill(white[0], (byte) 0);
    Arrays.fill(white[1], (byte) 255);
    ShownClip clip =
        new ShownClip(EDGE, EDGE, white, new byte[2][], new float[2][], truth, List.of("a"));
    FailureSheet sheet = new FailureSheet(1, 2);
    sheet.draw(0, 1, clip, new Marks(truth, sounding));
    BufferedImage drawn = sheet.sheet();
    int side = FailureSheet.EDGE;
    assertEquals(0, drawn.getRGB(4, 4) & 0xffffff, "nothing was drawn in the first column");
    assertEquals(255, brightness(drawn, side + 4, 4));
    assertEquals(255, brightness(drawn, 2 * side - 4, side + 4), "sounds");
    assertEquals(51, brightness(drawn, 2 * side - 4, 2 * side - 4), "does not sound");
    assertEquals(255, brightness(drawn, side + 4, 3 * side - 4), "was marked");
    assertEquals(51, brightness(drawn, 2 * side - 4, 2 * side + 4), "was not marked");
  }

  @Test
  void theClipsWithTheLowestScoreAreTheWorst() {
    SetScore score = new SetScore(List.of("background", "dog"));
    for (double jaccard : new double[] {0.5, 0.1, 0.9, 0.3}) {
      score.add(
          new ClipScore(jaccard, 0, 0, new boolean[2], new SemanticScore(2), List.of("asset")));
    }
    assertEquals(List.of(1, 3), score.worst(2));
    assertEquals(4, score.worst(9).size());
  }

  private static int brightness(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xff;
  }
}
