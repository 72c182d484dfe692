// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.util.List;
import org.sonomask.metadata.internal.contour.Contours;
import org.sonomask.metadata.internal.record.Box;

/**
 * A shape as ONVIF has it.
 *
 * @param polygons of its edges
 * @param centreX of its pixels, or of its box if it has none
 * @param centreY of its pixels, or of its box if it has none
 * @param box that it was looked for in
 */
record Outline(List<int[]> polygons, double centreX, double centreY, Box box) {

  static Outline trace(byte[] labels, int width, int height, int label, Box box) {
    long sumX = 0;
    long sumY = 0;
    long area = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        if (labels[y * width + x] == (byte) label) {
          sumX += x;
          sumY += y;
          area++;
        }
      }
    }
    return new Outline(
        Contours.of(labels, width, label, box),
        area == 0 ? (box.left() + box.right()) / 2.0 : (double) sumX / area + 0.5,
        area == 0 ? (box.top() + box.bottom()) / 2.0 : (double) sumY / area + 0.5,
        box);
  }
}
