// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;

/** Changes pictures of one format in place, with any effect. For one streaming thread. */
final class MattePainter {

  private final FrameFormat format;
  private Treatment treatment;
  private Area area;
  private MatteSettings settings;
  private long version = -1;

  MattePainter(FrameFormat format) {
    this.format = format;
  }

  /** Whether the pictures have alpha. */
  boolean hasAlpha() {
    return format.layout().alpha().isPresent();
  }

  /**
   * Gets ready for the frame that was looked at last.
   *
   * @return whether it is going to be changed
   */
  boolean prepare(MaskedFrames frames, MatteSettings current) {
    if (frames.version() != version || current != settings) {
      boolean sameKind = settings != null && current.effect() == settings.effect();
      if (!sameKind || !frames.area().equals(area)) {
        area = frames.area();
        treatment = treatment(current.effect());
      }
      treatment.compose(frames.hasMask() ? frames.mask() : null, current);
      version = frames.version();
      settings = current;
    }
    return !treatment.isEmpty();
  }

  private Treatment treatment(Effect effect) {
    return switch (effect) {
      case TRANSPARENT -> new AlphaTreatment(format.layout().alpha().orElseThrow(), area);
      case DIM, COLOUR -> new ColourTreatment(format, area);
      case NONE -> throw new IllegalArgumentException("nothing is changed without an effect");
      case BLUR -> new BlurTreatment(format.layout(), area);
    };
  }

  /** Changes a frame. */
  void apply(Picture picture) {
    treatment.apply(picture);
  }
}
