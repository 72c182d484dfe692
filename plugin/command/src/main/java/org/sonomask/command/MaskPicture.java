// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.sonomask.api.MaskFrame;

/**
 * A mask as a picture of its own size: a bright colour for each class, black where nothing sounds.
 */
final class MaskPicture {

  /** Turn of the hue from label to label that keeps the hues of any few labels far apart. */
  private static final float GOLDEN_TURN = 0.618034f;

  private static final float SATURATION = 0.85f;

  private MaskPicture() {}

  /** Writes a PNG. */
  static void write(MaskFrame mask, Path file) throws IOException {
    BufferedImage picture =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        picture.setRGB(x, y, colour(mask.labels()[y * mask.width() + x] & 0xff));
      }
    }
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IOException("this Java writes no PNG");
    }
  }

  private static int colour(int label) {
    return label == 0 ? 0 : Color.HSBtoRGB(label * GOLDEN_TURN, SATURATION, 1);
  }
}
