// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes the picture that gdkpixbufoverlay lays over the frame where sonooverlay has its mask. */
final class FlatImage {

  /** AVSBench's colour of a dog, half transparent. */
  private static final int HALF_A_DOG = 0x80804000;

  private FlatImage() {}

  static void write(Path file, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, HALF_A_DOG);
      }
    }
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java runtime cannot write PNG files");
    }
  }
}
