// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.Arrays;
import java.util.Locale;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.paint.Colour;

/** How what sounds is brought out. */
enum Theme {
  COLOUR("Colours over what sounds, names on boxes of the same colour") {
    @Override
    Colour box(Colour ofClass) {
      return ofClass;
    }
  },
  DARK("Colours over what sounds, names white on black") {
    @Override
    Colour box(Colour ofClass) {
      return Colour.BLACK;
    }
  },
  LIGHT("Colours over what sounds, names black on white") {
    @Override
    Colour box(Colour ofClass) {
      return Colour.WHITE;
    }
  },
  SPOTLIGHT("What sounds stays as it is, all else is darkened; names white on black") {
    @Override
    Colour box(Colour ofClass) {
      return Colour.BLACK;
    }
  };

  private final Choice choice;

  Theme(String text) {
    this.choice = new Choice(name().toLowerCase(Locale.ROOT), text);
  }

  /** The colour behind the name of a class. */
  abstract Colour box(Colour ofClass);

  static Theme of(String nick) {
    return valueOf(nick.toUpperCase(Locale.ROOT));
  }

  static Choice[] choices() {
    return Arrays.stream(values()).map(theme -> theme.choice).toArray(Choice[]::new);
  }
}
