// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.Set;

/**
 * How masks are painted.
 *
 * @param opacity of the sounding pixels' colour, 0 to 1
 * @param outlineWidth width of the line around each class, picture pixels; 0 draws none
 * @param labels whether each class's name is written near it
 * @param palette the classes' colours
 * @param selectedTypes names of the classes to paint; empty paints all
 * @param weighConfidence whether less certain pixels are more transparent
 */
record OverlaySettings(
    double opacity,
    double outlineWidth,
    boolean labels,
    Palette palette,
    Set<String> selectedTypes,
    boolean weighConfidence) {

  static final OverlaySettings DEFAULT =
      new OverlaySettings(0.5, 2, true, Palette.AVSS, Set.of(), false);

  OverlaySettings {
    selectedTypes = Set.copyOf(selectedTypes);
  }

  /** Whether these settings leave every picture as it is. */
  boolean paintNothing() {
    return opacity == 0 && outlineWidth == 0 && !labels;
  }

  boolean selects(String name) {
    return selectedTypes.isEmpty() || selectedTypes.contains(name);
  }
}
