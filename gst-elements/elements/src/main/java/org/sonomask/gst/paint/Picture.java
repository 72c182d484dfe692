// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * A frame's planes while they are mapped. One instance is filled again for every frame; nothing
 * keeps its planes beyond that.
 */
public final class Picture {

  private static final int MOST_PLANES = 4;

  private final Plane[] planes = new Plane[MOST_PLANES];
  private final int[] strides = new int[MOST_PLANES];

  /**
   * Sets a plane.
   *
   * @param plane its index
   * @param memory where it lies
   * @param stride bytes from one row to the next
   */
  public void plane(int plane, Plane memory, int stride) {
    planes[plane] = memory;
    strides[plane] = stride;
  }

  public Plane plane(int plane) {
    return planes[plane];
  }

  public int stride(int plane) {
    return strides[plane];
  }
}
