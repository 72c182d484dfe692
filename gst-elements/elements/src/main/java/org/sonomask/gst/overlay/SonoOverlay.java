// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import org.sonomask.gst.element.ConverterBehaviour;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.paint.Picture;

/**
 * One {@code sonooverlay}: makes an overlay whenever the mask, the settings or the kind of picture
 * change, and paints it into every frame that carries that mask, or attaches it where downstream
 * lays it over the frame. Frames without a mask, or with one that cannot be read, pass untouched.
 */
final class SonoOverlay implements ConverterBehaviour {

  private static final int NO_METER = -1;

  private final TransformHost host;
  private final MaskedFrames frames = new MaskedFrames();
  private final Lettering lettering = new Lettering();
  private volatile OverlaySettings settings;

  /** Whether downstream took caps with compositions, but no compositions. */
  private volatile boolean refused;

  private FrameFormat format;
  private boolean mayAttach;
  private boolean mustAttach;
  private boolean asked;

  /** One of them at most is there: what is made of the present mask. */
  private Painting painting;

  private Composition composition;
  private OverlaySettings composedSettings;
  private long composedVersion;
  private int lit;

  SonoOverlay(TransformHost host) {
    this.host = host;
    propertyChanged("");
  }

  @Override
  public void propertyChanged(String name) {
    settings = OverlaySettings.of(host);
  }

  @Override
  public long otherCaps(boolean ofSink, long caps) {
    return ofSink ? OverlayCaps.after(caps, !refused) : OverlayCaps.before(caps);
  }

  @Override
  public long chosenCaps(boolean ofSink, long caps, long other) {
    return OverlayCaps.chosen(other);
  }

  @Override
  public boolean setCaps(long in, long out) {
    format = frames.format(in);
    mustAttach = OverlayCaps.hasFeature(in);
    mayAttach = OverlayCaps.hasFeature(out);
    asked = false;
    release();
    return true;
  }

  @Override
  public boolean replaces() {
    return false;
  }

  @Override
  public long replacement(long buffer) {
    return 0;
  }

  @Override
  public boolean changes(long buffer) {
    if (mayAttach && !asked) {
      ask();
    }
    return prepare(buffer);
  }

  /** Whoever takes the caps may still not take compositions: then frames are painted. */
  private void ask() {
    asked = true;
    mayAttach = mustAttach || OverlayCaps.isTakenBehind(host.src());
    if (!mayAttach) {
      refused = true;
      host.renegotiate();
    }
  }

  /** Makes the overlay anew if anything that it depends on has changed. */
  private boolean prepare(long buffer) {
    OverlaySettings current = settings;
    if (current.paintNothing()) {
      return false;
    }
    frames.look(buffer, current.selection());
    if (!frames.hasMask()) {
      return false;
    }
    Overlay overlay = mayAttach ? composition : painting;
    boolean fresh = overlay == null || !overlay.area().equals(frames.area());
    if (fresh) {
      overlay = make();
    }
    if (fresh || frames.version() != composedVersion || current != composedSettings) {
      overlay.compose(frames.mask(), current);
      composedVersion = frames.version();
      composedSettings = current;
    }
    boolean meter = current.meter() && !Double.isNaN(frames.level());
    lit = meter ? Meter.lit(frames.level()) : NO_METER;
    return lit != NO_METER || !overlay.isEmpty();
  }

  private Overlay make() {
    release();
    if (mayAttach) {
      composition = new Composition(frames.area(), lettering);
      return composition;
    }
    painting = new Painting(format.layout(), format.space(), frames.area(), lettering);
    return painting;
  }

  @Override
  public int transformIp(long buffer) {
    // The caps may have changed since it was asked whether this frame changes.
    if (composition == null && painting == null && !prepare(buffer)) {
      return Flow.OK;
    }
    if (composition != null) {
      composition.attach(buffer, lit);
    } else {
      paint(buffer);
    }
    return Flow.OK;
  }

  private void paint(long buffer) {
    Picture picture = frames.map(buffer);
    if (picture == null) {
      return;
    }
    try {
      painting.paint(picture);
      if (lit != NO_METER) {
        painting.paintMeter(picture, lit);
      }
    } finally {
      frames.unmap();
    }
  }

  private void release() {
    painting = null;
    if (composition != null) {
      composition.close();
      composition = null;
    }
  }

  @Override
  public void stop() {
    refused = false;
    release();
  }

  @Override
  public void close() {
    release();
    frames.close();
  }
}
