// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

/**
 * Where one class lies in a mask: its labels and the box that holds them all.
 *
 * @param labels class of each mask pixel, row-major; read, never written
 * @param width of the mask in pixels
 * @param height of the mask in pixels
 * @param label the class
 * @param left first column that has the class
 * @param top first row that has the class
 * @param right column after the last one that has the class
 * @param bottom row after the last one that has the class
 */
public record ClassMask(
    byte[] labels, int width, int height, int label, int left, int top, int right, int bottom) {

  /** Whether the class is at a mask pixel. */
  public boolean at(int column, int row) {
    return (labels[row * width + column] & 255) == label;
  }
}
