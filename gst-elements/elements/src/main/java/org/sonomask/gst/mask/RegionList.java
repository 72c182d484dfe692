// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.Region;

/**
 * The regions of a mask as the text that travels with it: for each one its label, score, box (x, y,
 * width, height), area and track, separated by spaces, and a semicolon between regions. Names are
 * those of the classes.
 */
final class RegionList {
  private static final int FIGURES = 8;

  /** A mask of 4 194 304 pixels has fewer objects than this, or they are noise. */
  private static final int MOST = 65_536;

  private RegionList() {}

  static String encode(List<Region> regions) {
    StringBuilder text = new StringBuilder();
    for (Region region : regions) {
      text.append(text.length() > 0 ? ";" : "")
          .append(region.label())
          .append(' ')
          .append(region.score())
          .append(' ')
          .append(region.x())
          .append(' ')
          .append(region.y())
          .append(' ')
          .append(region.width())
          .append(' ')
          .append(region.height())
          .append(' ')
          .append(region.area())
          .append(' ')
          .append(region.track());
    }
    return text.toString();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param names by label
   * @throws IllegalArgumentException if it is no such text
   */
  static List<Region> decode(String text, List<String> names) {
    List<Region> regions = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(";", MOST)) {
      String[] figures = one.split(" ");
      if (figures.length != FIGURES) {
        throw new IllegalArgumentException("a region has " + FIGURES + " figures, not: " + one);
      }
      int label = Integer.parseInt(figures[0]);
      regions.add(
          new Region(
              label,
              label >= 0 && label < names.size() ? names.get(label) : "",
              Float.parseFloat(figures[1]),
              Integer.parseInt(figures[2]),
              Integer.parseInt(figures[3]),
              Integer.parseInt(figures[4]),
              Integer.parseInt(figures[5]),
              Integer.parseInt(figures[6]),
              Long.parseLong(figures[7])));
    }
    return regions;
  }
}
