// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.nio.ByteBuffer;
import org.sonomask.gst.frame.MaskedFrames;
import org.sonomask.gst.paint.Area;
import org.sonomask.gst.paint.Picture;
import org.sonomask.gst.paint.Plane;
import org.sonomask.gst.paint.Raster;

/**
 * The alpha of whole frames as planes in native memory, drawn when the mask or the settings change:
 * in 8 bits for keys, and in as many as the pictures have. Owns native memory until {@link #close}.
 * For one streaming thread.
 */
final class FrameAlpha implements AutoCloseable {

  private static final Raster RASTER = new Raster(0, 1, 1, "A");
  private static final int MOST = 255;

  private final int width;
  private final int height;
  private final int bits;
  private final AlphaPlane key;
  private final AlphaPlane deep;
  private final Picture picture = new Picture();
  private final byte[] row;
  private final byte[] deepRow;
  private AlphaTreatment treatment;
  private Area area;
  private MatteSettings settings;
  private long version = -1;

  /**
   * @param width of the frames in pixels
   * @param height of the frames in pixels
   * @param bits of a sample of the pictures' alpha
   */
  FrameAlpha(int width, int height, int bits) {
    this.width = width;
    this.height = height;
    this.bits = bits;
    key = new AlphaPlane(width, height, 1);
    deep = bits > Byte.SIZE ? new AlphaPlane(width, height, 2) : key;
    row = new byte[width];
    deepRow = new byte[2 * width];
  }

  /** The plane of 8 bits. */
  AlphaPlane key() {
    return key;
  }

  /** The plane with the bits of the pictures. */
  AlphaPlane ofPictures() {
    return deep;
  }

  /** Draws the planes anew if they are not those of the frame that was looked at last. */
  void prepare(MaskedFrames frames, MatteSettings current) {
    if (frames.version() == version && current == settings) {
      return;
    }
    if (!frames.area().equals(area)) {
      area = frames.area();
      treatment = new AlphaTreatment(RASTER, within(area));
    }
    treatment.compose(frames.hasMask() ? frames.mask() : null, current);
    key.draw(this::draw);
    version = frames.version();
    settings = current;
  }

  /** A crop may reach beyond its frame, where no plane is. */
  private Area within(Area shown) {
    boolean fits = shown.x() + shown.width() <= width && shown.y() + shown.height() <= height;
    return fits ? shown : new Area(0, 0, width, height);
  }

  private void draw(ByteBuffer plane, int stride) {
    picture.plane(0, Plane.of(plane), stride);
    if (area.width() < width || area.height() < height) {
      clear(plane);
    }
    treatment.apply(picture);
    if (deep != key) {
      deep.draw((out, deepStride) -> widen(plane, stride, out, deepStride));
    }
  }

  private static void clear(ByteBuffer plane) {
    for (int i = 0; i < plane.capacity(); i++) {
      plane.put(i, (byte) 0);
    }
  }

  private void widen(ByteBuffer plane, int stride, ByteBuffer out, int deepStride) {
    int most = (1 << bits) - 1;
    for (int y = 0; y < height; y++) {
      plane.get(y * stride, row);
      for (int x = 0; x < width; x++) {
        int value = ((row[x] & 255) * most + MOST / 2) / MOST;
        deepRow[2 * x] = (byte) value;
        deepRow[2 * x + 1] = (byte) (value >> Byte.SIZE);
      }
      out.put(y * deepStride, deepRow);
    }
  }

  @Override
  public void close() {
    key.close();
    if (deep != key) {
      deep.close();
    }
  }
}
