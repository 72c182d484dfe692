// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import org.sonomask.api.MaskGeometry;
import org.sonomask.gst.mask.Aspect;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.LabelMask;
import org.sonomask.gst.paint.Picture;

/**
 * Follows frame after frame with its mask, and tells what has changed from one to the next, so that
 * what is derived from a mask is derived once. For one streaming thread.
 */
public final class MaskedFrames implements AutoCloseable {

  /** Stands for the number of a mask where there is none. */
  private static final long NONE = -1;

  private final FrameMapper mapper = new FrameMapper();
  private final MaskReader reader = new MaskReader();
  private Area area;
  private MaskSelection selection;
  private long sequence;
  private long version;

  /**
   * Takes the format of the frames to come.
   *
   * @param caps GstCaps*, borrowed
   * @throws IllegalArgumentException if they are not caps of {@link FrameFormat#caps}
   */
  public FrameFormat format(long caps) {
    forget();
    return mapper.format(caps);
  }

  /**
   * Takes only the size of the frames to come, which will not be mapped.
   *
   * @param caps GstCaps*, borrowed
   */
  public void size(long caps) {
    mapper.size(caps);
    forget();
  }

  /** Of frames in pixels. */
  public int width() {
    return mapper.width();
  }

  /** Of frames in pixels. */
  public int height() {
    return mapper.height();
  }

  /** Counts whatever comes next as changed. */
  public void forget() {
    area = null;
    selection = null;
  }

  /**
   * Looks at a frame; hot path.
   *
   * @param buffer GstBuffer*, borrowed
   * @throws IllegalArgumentException if its metadata is no mask
   */
  public void look(long buffer, MaskSelection current) {
    Area shown = mapper.area(buffer);
    boolean counts =
        reader.read(buffer) && Long.compareUnsigned(reader.age(), current.maxAge()) <= 0;
    long found = counts ? reader.sequence() : NONE;
    if (found != sequence || current != selection || !shown.equals(area)) {
      version++;
    }
    area = shown;
    selection = current;
    sequence = found;
  }

  /** Whether the frame has a mask that counts. */
  public boolean hasMask() {
    return sequence != NONE;
  }

  /** Another number than at the frame before if its mask, or where that lies, is another one. */
  public long version() {
    return version;
  }

  /** How loud it was during the frame, RMS in dB below full scale; NaN if unknown or no mask. */
  public double level() {
    return hasMask() ? reader.level() : Double.NaN;
  }

  /** The part of the frame that is shown. */
  public Area area() {
    return area;
  }

  /** The mask; its pixels are valid until the next look. */
  public LabelMask mask() {
    LabelMask turned =
        selection
            .turn()
            .apply(
                new LabelMask(
                    reader.width(),
                    reader.height(),
                    reader.labels(),
                    reader.confidence(),
                    reader.geometry(),
                    reader.classes()));
    return turned.at(Aspect.within(picture(), turned.geometry()));
  }

  /** Where the picture that got the mask lies on the shown area: all of it, unless it got bars. */
  public MaskGeometry picture() {
    return selection.addBorders()
        ? selection
            .turn()
            .apply(reader.aspect())
            .place(area.width(), area.height(), mapper.aspect(area))
        : MaskGeometry.WHOLE;
  }

  /**
   * Maps the frame; {@link #unmap} must follow unless the answer is null.
   *
   * @param buffer GstBuffer*, borrowed, writable
   * @return its planes, valid until unmapped; null if they cannot be mapped or lack the shown area
   */
  public Picture map(long buffer) {
    return mapper.map(buffer, area);
  }

  /**
   * Maps the frame for reading; {@link #unmap} must follow unless the answer is null.
   *
   * @param buffer GstBuffer*, borrowed
   * @return its planes, not to be written to, valid until unmapped; null as {@link #map}
   */
  public Picture mapToRead(long buffer) {
    return mapper.mapToRead(buffer, area);
  }

  /** Ends what {@link #map} began. */
  public void unmap() {
    mapper.unmap();
  }

  @Override
  public void close() {
    mapper.close();
    reader.close();
  }
}
