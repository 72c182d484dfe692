// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.Locale;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.frame.MaskSelection;

/**
 * How masks are painted.
 *
 * @param opacity of the sounding pixels' colour, 0 to 1
 * @param outlineWidth width of the line around each class, picture pixels; 0 draws none
 * @param labels whether each class's name is written near it
 * @param palette the classes' colours
 * @param weighConfidence whether less certain pixels are more transparent
 * @param selection which masks and classes are painted
 */
record OverlaySettings(
    double opacity,
    double outlineWidth,
    boolean labels,
    Palette palette,
    boolean weighConfidence,
    MaskSelection selection) {

  static OverlaySettings of(ElementHost host) {
    return new OverlaySettings(
        host.number(SonoOverlayProvider.OPACITY),
        host.number(SonoOverlayProvider.OUTLINE_WIDTH),
        host.flag(SonoOverlayProvider.LABELS),
        Palette.valueOf(host.text(SonoOverlayProvider.PALETTE).toUpperCase(Locale.ROOT)),
        host.flag(SonoOverlayProvider.WEIGH_CONFIDENCE),
        MaskSelection.of(host));
  }

  /** Whether these settings leave every picture as it is. */
  boolean paintNothing() {
    return opacity == 0 && outlineWidth == 0 && !labels;
  }
}
