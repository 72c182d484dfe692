// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.ByteBuffer;

/**
 * A frame's planes while they are mapped. One instance is filled again for every frame; nothing
 * keeps its planes beyond that.
 */
public final class Picture {

  private static final int MOST_PLANES = 4;

  private final ByteBuffer[] planes = new ByteBuffer[MOST_PLANES];
  private final int[] strides = new int[MOST_PLANES];

  /**
   * Sets a plane.
   *
   * @param plane its index
   * @param bytes direct memory from the plane's first byte on
   * @param stride bytes from one row to the next
   */
  public void plane(int plane, ByteBuffer bytes, int stride) {
    planes[plane] = bytes;
    strides[plane] = stride;
  }

  public ByteBuffer bytes(int plane) {
    return planes[plane];
  }

  public int stride(int plane) {
    return strides[plane];
  }
}
