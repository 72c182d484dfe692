// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.List;
import org.sonomask.gst.paint.Colour;

/** Which colour a class is painted in. */
enum Palette {
  /**
   * AVSBench-Semantic's colours by class name, so that pictures compare with the data set's; a
   * class that it does not have gets the colour of its own label. Colours follow PASCAL VOC.
   */
  AVSS {
    @Override
    Colour colour(int label, String name) {
      int known = AvssClasses.label(name);
      return pascal(known > 0 ? known : label);
    }
  },
  /** Bright colours as far apart as can be, for people rather than data sets. */
  VIVID {
    @Override
    Colour colour(int label, String name) {
      return bright(label * GOLDEN_TURN);
    }
  },
  /** Seven colours that people with any kind of colour vision tell apart (Okabe and Ito, 2008). */
  SAFE {
    @Override
    Colour colour(int label, String name) {
      return OKABE_ITO.get(Math.floorMod(label - 1, OKABE_ITO.size()));
    }
  };

  private static final List<Colour> OKABE_ITO =
      List.of(
          new Colour(230, 159, 0),
          new Colour(86, 180, 233),
          new Colour(0, 158, 115),
          new Colour(240, 228, 66),
          new Colour(0, 114, 178),
          new Colour(213, 94, 0),
          new Colour(204, 121, 167));

  /** Turn of the hue from label to label that keeps hues of any few labels far apart. */
  private static final double GOLDEN_TURN = 0.618033988749895;

  /** The colour of a class, by its label and name. */
  abstract Colour colour(int label, String name);

  /** PASCAL VOC's colours: the bits of the label, three at a time, from the highest bit down. */
  private static Colour pascal(int label) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int rest = label;
    for (int bit = 7; bit >= 0; bit--) {
      red |= (rest & 1) << bit;
      green |= (rest >> 1 & 1) << bit;
      blue |= (rest >> 2 & 1) << bit;
      rest >>= 3;
    }
    return new Colour(red, green, blue);
  }

  private static Colour bright(double hue) {
    return new Colour(ramp(hue + 1 / 3.0), ramp(hue), ramp(hue - 1 / 3.0));
  }

  /** One component around the circle of hues: full for a third, none for a third. */
  private static int ramp(double hue) {
    double sixths = 6 * (hue - Math.floor(hue));
    double value = Math.max(0, Math.min(1, 2 - Math.abs(sixths - 2)));
    return (int) Math.round(40 + 215 * value);
  }
}
