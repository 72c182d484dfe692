// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.sonomask.scenes.Clip;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.scenes.SceneComposer;
import org.sonomask.scenes.SceneKind;
import org.sonomask.scenes.Split;

/**
 * Draws composed clips for people to judge: a row of frames a clip, and beside each frame the same
 * with everything darkened that does not sound and the rest in its class's colour.
 */
public final class ContactSheet {
  private static final int COLUMNS = 3;

  private ContactSheet() {}

  /**
   * Writes a sheet.
   *
   * @param args corpus folder, split, kind or {@code mixed}, first seed, number of clips, PNG file
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 6) {
      System.err.println("Usage: ContactSheet CORPUS SPLIT KIND SEED COUNT PNG");
      System.exit(2);
    }
    Split split = Split.valueOf(args[1].toUpperCase(Locale.ROOT));
    SceneComposer composer =
        new SceneComposer(Corpus.open(Path.of(args[0])), split, SceneClasses.NAMES);
    int count = Integer.parseInt(args[4]);
    int size = Clip.SIZE;
    int rows = (count + 1) / 2;
    BufferedImage sheet =
        new BufferedImage(4 * COLUMNS * size, rows * size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < count; i++) {
      long seed = Long.parseLong(args[3]) + i;
      SceneKind kind =
          args[2].equals("mixed")
              ? composer.kindFor(seed)
              : SceneKind.valueOf(args[2].toUpperCase(Locale.ROOT));
      Clip clip = composer.compose(kind, seed);
      System.out.println(seed + " " + kind + " " + clip.categories());
      draw(sheet, clip, i % 2 * 2 * COLUMNS * size, i / 2 * size);
    }
    ImageIO.write(sheet, "png", Path.of(args[5]).toFile());
  }

  private static void draw(BufferedImage sheet, Clip clip, int left, int top) {
    for (int column = 0; column < COLUMNS; column++) {
      int frame = 2 * column;
      for (int i = 0; i < Clip.SIZE * Clip.SIZE; i++) {
        int x = left + 2 * column * Clip.SIZE + i % Clip.SIZE;
        int y = top + i / Clip.SIZE;
        byte[] rgb = clip.frames()[frame];
        int pixel = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
        int label = clip.labelsCentred()[frame][i];
        int colour = label == 0 ? 0 : SceneClasses.colour(SceneClasses.NAMES.get(label));
        sheet.setRGB(x, y, pixel);
        sheet.setRGB(x + Clip.SIZE, y, label == 0 ? pixel >> 2 & 0x3f3f3f : mix(pixel, colour));
      }
    }
  }

  private static int mix(int a, int b) {
    return (a >> 1 & 0x7f7f7f) + (b >> 1 & 0x7f7f7f);
  }
}
