// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import java.util.Arrays;
import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.Region;
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

  /**
   * The turn with a nick.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Turn of(String nick) {
    return Arrays.stream(values())
        .filter(turn -> turn.choice.nick().equals(nick))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no picture is turned as \"" + nick + '"'));
  }

  static Choice[] choices() {
    return Arrays.stream(values()).map(turn -> turn.choice).toArray(Choice[]::new);
  }

  /** The turn that undoes this one. */
  public Turn inverse() {
    return switch (this) {
      case RIGHT -> LEFT;
      case LEFT -> RIGHT;
      default -> this;
    };
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
        apply(mask.geometry()),
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

  /** A mask with its regions, turned as its picture was. */
  public MaskFrame apply(MaskFrame mask) {
    if (this == IDENTITY) {
      return mask;
    }
    List<Region> regions =
        mask.regions().stream().map(one -> region(one, mask.width(), mask.height())).toList();
    return new MaskFrame(
        mask.stream(),
        mask.runningTime(),
        mask.duration(),
        exchanged ? mask.height() : mask.width(),
        exchanged ? mask.width() : mask.height(),
        pixels(mask.labels(), mask.width(), mask.height()),
        pixels(mask.confidence(), mask.width(), mask.height()),
        regions,
        apply(mask.geometry()),
        mask.audioCoverage(),
        mask.source(),
        mask.model());
  }

  private Region region(Region from, int width, int height) {
    int x = mirroredX ? width - from.x() - from.width() : from.x();
    int y = mirroredY ? height - from.y() - from.height() : from.y();
    return new Region(
        from.label(),
        from.name(),
        from.score(),
        exchanged ? y : x,
        exchanged ? x : y,
        exchanged ? from.height() : from.width(),
        exchanged ? from.width() : from.height(),
        from.area(),
        from.track());
  }

  /** A part of the picture, where it lies on the turned one. */
  public MaskGeometry apply(MaskGeometry from) {
    double x = mirroredX ? 1 - from.x() - from.width() : from.x();
    double y = mirroredY ? 1 - from.y() - from.height() : from.y();
    return exchanged
        ? new MaskGeometry(y, x, from.height(), from.width())
        : new MaskGeometry(x, y, from.width(), from.height());
  }
}
