// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.Optional;
import org.sonomask.gst.element.ConverterBehaviour;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.paint.Picture;

/**
 * One {@code sonomatte}: hides what does not sound. Colours of transparent pixels stay as they are
 * (alpha is straight, not premultiplied).
 */
final class SonoMatte implements ConverterBehaviour {

  private final TransformHost host;
  private final MaskedFrames frames = new MaskedFrames();
  private final MatteCaps caps = new MatteCaps();
  private final KeyStream key;
  private volatile MatteSettings settings;

  /** The settings for the caps as they are: another effect waits until they fit it. */
  private MatteSettings fitting;

  /** For frames that can be changed in place; else null. */
  private MattePainter painter;

  /** For frames given an alpha plane; null if they are changed in place. */
  private AddedAlpha added;

  private FrameAlpha alpha;

  SonoMatte(TransformHost host) {
    this.host = host;
    this.key = new KeyStream(host.outlet(0));
    this.settings = MatteSettings.of(host);
  }

  @Override
  public void propertyChanged(String name) {
    MatteSettings now = MatteSettings.of(host);
    boolean otherFormats = now.effect() != settings.effect();
    settings = now;
    if (otherFormats) {
      host.renegotiate();
    }
  }

  @Override
  public long otherCaps(boolean ofSink, long other) {
    return caps.other(ofSink, other, settings.effect());
  }

  @Override
  public boolean setCaps(long in, long out) {
    release();
    Optional<PlanarAlpha> pair = PlanarAlpha.between(MatteCaps.format(in), MatteCaps.format(out));
    frames.size(in);
    fitting = settings;
    if (pair.isPresent()) {
      added = new AddedAlpha(pair.get(), in);
    } else if (caps.paintable(in)) {
      painter = new MattePainter(frames.format(in));
    }
    alpha = new FrameAlpha(frames.width(), frames.height(), pair.map(PlanarAlpha::bits).orElse(8));
    key.caps(in);
    return true;
  }

  @Override
  public boolean replaces() {
    return added != null;
  }

  @Override
  public long replacement(long buffer) {
    MatteSettings current = fitting();
    frames.look(buffer, current.selection());
    alpha.prepare(frames, current);
    sendKey(buffer, current);
    AlphaPlane plane = alpha.ofPictures();
    return added.add(buffer, plane.buffer(), plane.stride());
  }

  @Override
  public boolean changes(long buffer) {
    MatteSettings current = fitting();
    frames.look(buffer, current.selection());
    sendKey(buffer, current);
    return current.effect() != Effect.NONE && painter != null && painter.prepare(frames, current);
  }

  private MatteSettings fitting() {
    MatteSettings now = settings;
    if (now != fitting && fits(now.effect())) {
      fitting = now;
    }
    return fitting;
  }

  private boolean fits(Effect effect) {
    return switch (effect) {
      case TRANSPARENT -> added != null || painter != null && painter.hasAlpha();
      case NONE -> added == null;
      case DIM, BLUR, COLOUR -> added == null && painter != null;
    };
  }

  private void sendKey(long buffer, MatteSettings current) {
    if (key.isWanted()) {
      alpha.prepare(frames, current);
      key.push(buffer, alpha.key().buffer());
    }
  }

  @Override
  public int transformIp(long buffer) {
    Picture picture = frames.map(buffer);
    if (picture != null) {
      try {
        painter.apply(picture);
      } finally {
        frames.unmap();
      }
    }
    return Flow.OK;
  }

  private void release() {
    painter = null;
    if (added != null) {
      added.close();
      added = null;
    }
    if (alpha != null) {
      alpha.close();
      alpha = null;
    }
  }

  @Override
  public void close() {
    release();
    caps.close();
    frames.close();
  }
}
