// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.Arrays;
import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.paint.LabelMask;

/**
 * How a picture was turned after its mask was made, under the names of GStreamer's
 * GstVideoOrientationMethod. A pixel of the turned picture comes from a pixel of the first one,
 * after exchanging its column and row or not, and counting either from the other side or not.
 */
public enum Turn {
  IDENTITY("identity", "Not turned", false, false, false),
  RIGHT("90r", "Turned clockwise by 90 degrees", true, false, true),
  HALF("180", "Turned by 180 degrees", false, true, true),
  LEFT("90l", "Turned counter-clockwise by 90 degrees", true, true, false),
  HORIZONTAL("horiz", "Flipped horizontally", false, true, false),
  VERTICAL("vert", "Flipped vertically", false, false, true),
  DIAGONAL("ul-lr", "Flipped across the diagonal from upper left", true, false, false),
  OTHER_DIAGONAL("ur-ll", "Flipped across the diagonal from upper right", true, true, true);

  private final Choice choice;
  private final boolean exchanged;
  private final boolean mirroredX;
  private final boolean mirroredY;

  Turn(String nick, String text, boolean exchanged, boolean mirroredX, boolean mirroredY) {
    this.choice = new Choice(nick, text);
    this.exchanged = exchanged;
    this.mirroredX = mirroredX;
    this.mirroredY = mirroredY;
  }

  /** The turn with a nick. */
  static Turn of(String nick) {
    return Arrays.stream(values())
        .filter(turn -> turn.choice.nick().equals(nick))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no picture is turned as \"" + nick + '"'));
  }

  static Choice[] choices() {
    return Arrays.stream(values()).map(turn -> turn.choice).toArray(Choice[]::new);
  }

  /** The shape of a turned picture. */
  public Aspect apply(Aspect aspect) {
    return exchanged ? aspect.turned() : aspect;
  }

  /** A mask turned as its picture was. */
  public LabelMask apply(LabelMask mask) {
    if (this == IDENTITY) {
      return mask;
    }
    return new LabelMask(
        exchanged ? mask.height() : mask.width(),
        exchanged ? mask.width() : mask.height(),
        pixels(mask.labels(), mask.width(), mask.height()),
        pixels(mask.confidence(), mask.width(), mask.height()),
        rectangle(mask.geometry()),
        mask.classes());
  }

  private byte[] pixels(byte[] from, int width, int height) {
    byte[] to = new byte[from.length];
    int columns = exchanged ? height : width;
    for (int i = 0; i < to.length; i++) {
      int x = exchanged ? i / columns : i % columns;
      int y = exchanged ? i % columns : i / columns;
      int column = mirroredX ? width - 1 - x : x;
      int row = mirroredY ? height - 1 - y : y;
      to[i] = from[row * width + column];
    }
    return to;
  }

  private MaskGeometry rectangle(MaskGeometry from) {
    double x = mirroredX ? 1 - from.x() - from.width() : from.x();
    double y = mirroredY ? 1 - from.y() - from.height() : from.y();
    return exchanged
        ? new MaskGeometry(y, x, from.height(), from.width())
        : new MaskGeometry(x, y, from.width(), from.height());
  }
}
