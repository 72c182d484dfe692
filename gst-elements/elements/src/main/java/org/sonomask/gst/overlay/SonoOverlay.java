// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.Locale;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.frame.FrameMapper;
import org.sonomask.gst.frame.FrameMasks;
import org.sonomask.gst.frame.TypeList;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;

/**
 * One {@code sonooverlay}: composes a painting whenever the mask, the settings or the kind of
 * picture change, and paints it into every frame that carries that mask. Frames without a mask, or
 * with one that cannot be read, pass untouched.
 */
final class SonoOverlay implements TransformBehaviour {

  private final ElementHost host;
  private final FrameMapper frames = new FrameMapper();
  private final FrameMasks masks = new FrameMasks();
  private final Lettering lettering = new Lettering();
  private volatile OverlaySettings settings;
  private volatile long maxAge;

  private FrameFormat format;
  private Painting painting;
  private Area paintedArea;
  private OverlaySettings paintedSettings;
  private long paintedSequence;

  SonoOverlay(ElementHost host) {
    this.host = host;
    propertyChanged("");
  }

  @Override
  public void propertyChanged(String name) {
    settings =
        new OverlaySettings(
            host.number(SonoOverlayProvider.OPACITY),
            host.number(SonoOverlayProvider.OUTLINE_WIDTH),
            host.flag(SonoOverlayProvider.LABELS),
            Palette.valueOf(host.text(SonoOverlayProvider.PALETTE).toUpperCase(Locale.ROOT)),
            TypeList.parse(host.text(SonoOverlayProvider.SELECTED_TYPES)),
            host.flag(SonoOverlayProvider.WEIGH_CONFIDENCE));
    maxAge = host.integer(SonoOverlayProvider.MAX_AGE);
  }

  @Override
  public boolean setCaps(long in, long out) {
    format = frames.format(in);
    painting = null;
    return true;
  }

  @Override
  public boolean changes(long buffer) {
    OverlaySettings current = settings;
    if (current.paintNothing() || !masks.read(buffer, maxAge)) {
      return false;
    }
    compose(frames.area(buffer), current);
    return !painting.isEmpty();
  }

  /** Makes the painting anew if anything that it depends on has changed. */
  private void compose(Area area, OverlaySettings current) {
    boolean sameKind = painting != null && area.equals(paintedArea);
    if (sameKind && current == paintedSettings && masks.sequence() == paintedSequence) {
      return;
    }
    if (!sameKind) {
      painting = new Painting(format.layout(), format.space(), area, lettering);
      paintedArea = area;
    }
    painting.compose(masks.load(), current);
    paintedSettings = current;
    paintedSequence = masks.sequence();
  }

  @Override
  public int transformIp(long buffer) {
    Picture picture = frames.map(buffer, paintedArea);
    if (picture != null) {
      try {
        painting.paint(picture);
      } finally {
        frames.unmap();
      }
    }
    return Flow.OK;
  }

  @Override
  public void stop() {
    painting = null;
  }

  @Override
  public void close() {
    frames.close();
    masks.close();
  }
}
