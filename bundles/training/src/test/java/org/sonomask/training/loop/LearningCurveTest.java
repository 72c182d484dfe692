// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {
  private static final int COLUMNS = 13;
  private static final int NAMES = 80;

  @TempDir private Path folder;

  @Test
  void panelsAreNamedAndThoseOfNothingMeasuredAreLeftOut() throws Exception {
    BufferedImage losses = drawn(Double.NaN);
    BufferedImage all = drawn(0.5);
    assertEquals(160, all.getHeight() - losses.getHeight(), "one panel more");
    assertTrue(dark(losses), "numbers beside the panels");
  }

  @Test
  void aCurveIsDrawnAnewFromItsTable() throws Exception {
    BufferedImage before = drawn(0.5);
    Files.delete(folder.resolve("curve.png"));
    LearningCurve.redraw(folder);
    BufferedImage after = ImageIO.read(folder.resolve("curve.png").toFile());
    for (int y = 0; y < before.getHeight(); y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        assertEquals(before.getRGB(x, y), after.getRGB(x, y), "pixel " + x + ", " + y);
      }
    }
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    IOException refused =
        assertThrows(IOException.class, () -> LearningCurve.redraw(folder.resolve("none")));
    assertTrue(refused.getMessage().contains("name the folder of a run"));
  }

  private BufferedImage drawn(double accuracy) throws IOException {
    LearningCurve curve = new LearningCurve(folder, 0);
    for (int i = 1; i <= 5; i++) {
      double[] row = new double[COLUMNS];
      Arrays.fill(row, 1.0 / i);
      row[0] = 20 * i;
      row[11] = accuracy;
      row[12] = accuracy;
      curve.add(row);
    }
    curve.draw();
    return ImageIO.read(folder.resolve("curve.png").toFile());
  }

  private static boolean dark(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < NAMES; x++) {
        if ((image.getRGB(x, y) & 0xff) < 0x80) {
          return true;
        }
      }
    }
    return false;
  }
}
