// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.List;
import java.util.Locale;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.frame.MaskSelection;
import org.sonomask.gst.paint.ClassMask;
import org.sonomask.gst.paint.ClassMasks;
import org.sonomask.gst.paint.LabelMask;

/**
 * How masks are painted.
 *
 * @param opacity of the sounding pixels' colour, 0 to 1
 * @param outlineWidth width of the line around each class, picture pixels; 0 draws none
 * @param labels whether each class's name is written near it
 * @param palette the classes' colours
 * @param weighConfidence whether less certain pixels are more transparent
 * @param theme how what sounds is brought out
 * @param meter whether a level meter is drawn
 * @param selection which masks and classes are painted
 */
record OverlaySettings(
    double opacity,
    double outlineWidth,
    boolean labels,
    Palette palette,
    boolean weighConfidence,
    Theme theme,
    boolean meter,
    MaskSelection selection) {

  static OverlaySettings of(ElementHost host) {
    return new OverlaySettings(
        host.number(SonoOverlayProvider.OPACITY),
        host.number(SonoOverlayProvider.OUTLINE_WIDTH),
        host.flag(SonoOverlayProvider.LABELS),
        Palette.valueOf(host.text(SonoOverlayProvider.PALETTE).toUpperCase(Locale.ROOT)),
        host.flag(SonoOverlayProvider.WEIGH_CONFIDENCE),
        Theme.of(host.text(SonoOverlayProvider.THEME)),
        host.flag(SonoOverlayProvider.METER),
        MaskSelection.of(host));
  }

  /** Whether these settings leave every picture as it is. */
  boolean paintNothing() {
    return opacity == 0 && outlineWidth == 0 && !labels && !meter;
  }

  /** The classes of a mask that are painted. */
  List<ClassMask> selected(LabelMask mask) {
    return ClassMasks.of(mask.labels(), mask.width(), mask.height()).stream()
        .filter(shape -> selection.selects(mask.name(shape.label())))
        .toList();
  }
}
