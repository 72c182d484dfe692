// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.frame.MaskSelection;
import org.sonomask.gst.paint.Colour;

/**
 * What is hidden, and how.
 *
 * @param effect how
 * @param feather picture pixels over which the edge goes from hidden to shown
 * @param invert whether the sounding pixels are hidden, instead of all others
 * @param hidesWithout whether a picture without a mask is hidden all over
 * @param dim how much of the light is taken away, 0 to 1
 * @param blurRadius picture pixels over which a point is spread
 * @param colour what covers hidden pixels
 * @param selection which masks count
 */
record MatteSettings(
    Effect effect,
    double feather,
    boolean invert,
    boolean hidesWithout,
    double dim,
    double blurRadius,
    Colour colour,
    MaskSelection selection) {

  static MatteSettings of(ElementHost host) {
    long colour = host.integer(SonoMatteProvider.COLOUR);
    return new MatteSettings(
        Effect.of(host.text(SonoMatteProvider.EFFECT)),
        host.number(SonoMatteProvider.FEATHER),
        host.flag(SonoMatteProvider.INVERT),
        host.text(SonoMatteProvider.WITHOUT_MASK).equals(SonoMatteProvider.HIDE),
        host.number(SonoMatteProvider.DIM),
        host.number(SonoMatteProvider.BLUR_RADIUS),
        new Colour((int) (colour >> 16) & 255, (int) (colour >> 8) & 255, (int) colour & 255),
        MaskSelection.of(host));
  }
}
