// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.Arrays;
import java.util.Locale;
import org.sonomask.gst.element.PropertySpec.Choice;

/** What becomes of the pixels that are hidden. */
enum Effect {
  TRANSPARENT("They become transparent: alpha is written, colours stay"),
  DIM("They become darker, by dim"),
  BLUR("They are blurred, over blur-radius"),
  COLOUR("They are covered with colour"),
  NONE("They stay: the matte goes to its own pad only");

  private final Choice choice;

  Effect(String text) {
    this.choice = new Choice(name().toLowerCase(Locale.ROOT), text);
  }

  static Effect of(String nick) {
    return valueOf(nick.toUpperCase(Locale.ROOT));
  }

  static Choice[] choices() {
    return Arrays.stream(values()).map(effect -> effect.choice).toArray(Choice[]::new);
  }
}
