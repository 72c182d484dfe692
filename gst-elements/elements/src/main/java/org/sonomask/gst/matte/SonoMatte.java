// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

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
 * One {@code sonomatte}: replaces the alpha of every frame by its mask. The pixels' colours stay as
 * they are (alpha is straight, not premultiplied).
 */
final class SonoMatte implements TransformBehaviour {

  /** Stands for the sequence of a mask where there is none. */
  private static final long SILENCE = -1;

  private final ElementHost host;
  private final FrameMapper frames = new FrameMapper();
  private final FrameMasks masks = new FrameMasks();
  private volatile MatteSettings settings;
  private volatile boolean transparentWithout;
  private volatile long maxAge;

  private FrameFormat format;
  private Matte matte;
  private Area matteArea;
  private MatteSettings matteSettings;
  private long matteSequence;

  SonoMatte(ElementHost host) {
    this.host = host;
    propertyChanged("");
  }

  @Override
  public void propertyChanged(String name) {
    transparentWithout =
        host.text(SonoMatteProvider.WITHOUT_MASK).equals(SonoMatteProvider.TRANSPARENT);
    maxAge = host.integer(SonoMatteProvider.MAX_AGE);
    settings =
        new MatteSettings(
            host.number(SonoMatteProvider.FEATHER),
            host.flag(SonoMatteProvider.INVERT),
            TypeList.parse(host.text(SonoMatteProvider.SELECTED_TYPES)));
  }

  @Override
  public boolean setCaps(long in, long out) {
    format = frames.format(in);
    matte = null;
    return format.layout().alpha().isPresent();
  }

  @Override
  public int transformIp(long buffer) {
    compose(buffer);
    Picture picture = frames.map(buffer, matteArea);
    if (picture != null) {
      try {
        matte.write(picture);
      } finally {
        frames.unmap();
      }
    }
    return Flow.OK;
  }

  /** Makes the matte anew if anything that it depends on has changed. */
  private void compose(long buffer) {
    MatteSettings current = settings;
    Area area = frames.area(buffer);
    long sequence = masks.read(buffer, maxAge) ? masks.sequence() : SILENCE;
    if (matte == null || !area.equals(matteArea)) {
      matte = new Matte(format.layout().alpha().orElseThrow(), area);
      matteArea = area;
    } else if (current == matteSettings && sequence == matteSequence) {
      return;
    }
    if (sequence == SILENCE) {
      matte.composeSilence(transparentWithout);
    } else {
      matte.compose(masks.load(), current);
    }
    matteSettings = current;
    matteSequence = sequence;
  }

  @Override
  public void stop() {
    matte = null;
  }

  @Override
  public void close() {
    frames.close();
    masks.close();
  }
}
