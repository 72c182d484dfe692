// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes words, each once: the picture of a word is kept. Uses the Java runtime's own headless
 * text; where that has no fonts, there are no words, and the log says so once.
 *
 * <p>Not thread-safe.
 */
final class Lettering {

  private static final Logger LOG = LoggerFactory.getLogger(Lettering.class);

  /** Words kept; a model has fewer classes. */
  private static final int MOST_WORDS = 512;

  private record Word(String text, int size) {}

  private final Map<Word, Optional<Caption>> captions = new HashMap<>();
  private boolean broken;

  /**
   * The picture of a word.
   *
   * @param size height of the letters in picture pixels
   */
  Optional<Caption> caption(String text, int size) {
    if (captions.size() >= MOST_WORDS) {
      captions.clear();
    }
    return captions.computeIfAbsent(new Word(text, size), this::write);
  }

  private Optional<Caption> write(Word word) {
    if (broken || word.text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(draw(word));
    } catch (RuntimeException | LinkageError e) {
      broken = true;
      LOG.warn(
          "labels are not drawn, because this Java runtime cannot write text; install fontconfig,"
              + " a font such as fonts-dejavu-core and a JDK with the module java.desktop",
          e);
      return Optional.empty();
    }
  }

  private static Caption draw(Word word) {
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, word.size);
    FontRenderContext context = new FontRenderContext(null, true, true);
    LineMetrics metrics = font.getLineMetrics(word.text, context);
    int padding = Math.max(2, word.size / 4);
    int width = (int) Math.ceil(font.getStringBounds(word.text, context).getWidth()) + 2 * padding;
    int height = (int) Math.ceil(metrics.getAscent() + metrics.getDescent()) + padding;
    width += width & 1;
    height += height & 1;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(font);
    graphics.drawString(word.text, (float) padding, metrics.getAscent() + padding / 2f);
    graphics.dispose();
    return new Caption(width, height, alpha(image));
  }

  private static byte[] alpha(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] alpha = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      alpha[i] = (byte) (pixels[i] >>> 24);
    }
    return alpha;
  }
}
