// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.paint.Picture;

/**
 * One {@code sonooverlay}: composes a painting whenever the mask, the settings or the kind of
 * picture change, and paints it into every frame that carries that mask. Frames without a mask, or
 * with one that cannot be read, pass untouched.
 */
final class SonoOverlay implements TransformBehaviour {

  private final ElementHost host;
  private final MaskedFrames frames = new MaskedFrames();
  private final Lettering lettering = new Lettering();
  private volatile OverlaySettings settings;

  private FrameFormat format;
  private Painting painting;
  private OverlaySettings paintedSettings;
  private long paintedVersion;

  SonoOverlay(ElementHost host) {
    this.host = host;
    propertyChanged("");
  }

  @Override
  public void propertyChanged(String name) {
    settings = OverlaySettings.of(host);
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
    if (current.paintNothing()) {
      return false;
    }
    frames.look(buffer, current.selection());
    if (!frames.hasMask()) {
      return false;
    }
    compose(current);
    return !painting.isEmpty();
  }

  /** Makes the painting anew if anything that it depends on has changed. */
  private void compose(OverlaySettings current) {
    if (painting == null || !painting.area().equals(frames.area())) {
      painting = new Painting(format.layout(), format.space(), frames.area(), lettering);
    } else if (frames.version() == paintedVersion && current == paintedSettings) {
      return;
    }
    painting.compose(frames.mask(), current);
    paintedVersion = frames.version();
    paintedSettings = current;
  }

  @Override
  public int transformIp(long buffer) {
    Picture picture = frames.map(buffer);
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
  }
}
