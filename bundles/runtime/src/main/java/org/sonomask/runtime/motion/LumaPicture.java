// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.motion;

import java.nio.ByteBuffer;

/**
 * A picture's luma at mask size. Its pyramid is made when it is first needed, and then kept until
 * the picture changes. Not thread-safe. Allocates nothing after construction.
 */
public final class LumaPicture {
  private final int width;
  private final int height;
  private final byte[] luma;
  private final byte[] line;
  private final PyramidLevel[] levels;
  private boolean built;

  /** An all black picture. */
  public LumaPicture(int width, int height) {
    this.width = width;
    this.height = height;
    luma = new byte[width * height];
    line = new byte[width * 3];
    levels = PyramidLevel.stack(width, height);
  }

  /** The pixels, row by row; not to be changed. */
  public byte[] luma() {
    return luma;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Takes over a picture, uint8 luma [height, width]. */
  public void set(byte[] pixels) {
    System.arraycopy(pixels, 0, luma, 0, luma.length);
    built = false;
  }

  /**
   * Takes over a colour picture.
   *
   * @param rgb uint8 [height, width, 3] from absolute offset 0; luma is that of ITU-R BT.601
   */
  public void setRgb(ByteBuffer rgb) {
    for (int y = 0; y < height; y++) {
      rgb.get(y * width * 3, line);
      for (int x = 0, at = 0; x < width; x++, at += 3) {
        int sum = 77 * (line[at] & 0xff) + 150 * (line[at + 1] & 0xff) + 29 * (line[at + 2] & 0xff);
        luma[y * width + x] = (byte) (sum >> 8);
      }
    }
    built = false;
  }

  /** From fine to coarse. */
  PyramidLevel[] levels() {
    if (!built) {
      levels[0].set(luma);
      for (int i = 1; i < levels.length; i++) {
        levels[i].halve(levels[i - 1]);
      }
      built = true;
    }
    return levels;
  }
}
