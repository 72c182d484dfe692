// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture of clips that were marked badly, for people to judge: a column a clip, of which it
 * shows the frame that was marked worst; above as it is, then with everything darkened that does
 * not sound, then with everything darkened that was not marked.
 */
final class FailureSheet {
  static final int EDGE = 128;
  static final int ROWS = 3;

  private final BufferedImage sheet;

  /** A black sheet for rows of clips. */
  FailureSheet(int sets, int clips) {
    sheet = new BufferedImage(clips * EDGE, sets * ROWS * EDGE, BufferedImage.TYPE_INT_RGB);
  }

  /** Draws a clip. */
  void draw(int set, int column, ShownClip clip, Marks marks) {
    int frame = worst(clip, marks);
    byte[] rgb = clip.frames()[frame];
    boolean[] all = new boolean[clip.truth()[frame].length];
    boolean[] sounds = all.clone();
    boolean[] marked = all.clone();
    for (int pixel = 0; pixel < all.length; pixel++) {
      all[pixel] = true;
      sounds[pixel] = clip.truth()[frame][pixel] != 0;
      marked[pixel] = Marks.inMask(marks.sounding()[frame][pixel]);
    }
    int row = 0;
    for (boolean[] lit : List.of(all, sounds, marked)) {
      Graphics2D graphics = sheet.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      BufferedImage picture = picture(clip, rgb, lit);
      graphics.drawImage(picture, column * EDGE, (set * ROWS + row++) * EDGE, EDGE, EDGE, null);
      graphics.dispose();
    }
  }

  /** The sheet with all that was drawn. */
  BufferedImage sheet() {
    return sheet;
  }

  private static int worst(ShownClip clip, Marks marks) {
    int worst = 0;
    int most = -1;
    for (int frame = 0; frame < clip.length(); frame++) {
      int wrong = 0;
      for (int pixel = 0; pixel < clip.truth()[frame].length; pixel++) {
        boolean sounds = clip.truth()[frame][pixel] != 0;
        wrong += Marks.inMask(marks.sounding()[frame][pixel]) == sounds ? 0 : 1;
      }
      if (wrong > most) {
        most = wrong;
        worst = frame;
      }
    }
    return worst;
  }

  private static BufferedImage picture(ShownClip clip, byte[] rgb, boolean[] lit) {
    BufferedImage picture =
        new BufferedImage(clip.width(), clip.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < lit.length; pixel++) {
      int colour = 0;
      for (int channel = 0; channel < 3; channel++) {
        int value = rgb[3 * pixel + channel] & 0xff;
        colour = colour << 8 | (lit[pixel] ? value : value / 5);
      }
      picture.setRGB(pixel % clip.width(), pixel / clip.width(), colour);
    }
    return picture;
  }
}
