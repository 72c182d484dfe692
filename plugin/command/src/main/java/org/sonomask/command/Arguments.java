// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.util.Iterator;
import java.util.List;
import org.sonomask.launcher.SubcommandException;

/** The arguments of a subcommand, taken one after the other. */
final class Arguments {
  private final String subcommand;
  private final Iterator<String> rest;

  Arguments(String subcommand, List<String> arguments) {
    this.subcommand = subcommand;
    rest = arguments.iterator();
  }

  boolean hasNext() {
    return rest.hasNext();
  }

  /** The next one; an option or an operand. */
  String next() {
    return rest.next();
  }

  /**
   * What stands behind an option.
   *
   * @throws SubcommandException if nothing does
   */
  String value(String option) throws SubcommandException {
    if (!rest.hasNext()) {
      throw usage(subcommand, "'" + option + "' needs a value");
    }
    return rest.next();
  }

  /**
   * The whole number behind an option, 0 or more.
   *
   * @throws SubcommandException if something else stands there
   */
  int number(String option) throws SubcommandException {
    String text = value(option);
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException notANumber) {
      throw usage(subcommand, "'" + option + "' takes a number, not '" + text + "'");
    }
  }

  /** What is wrong with the arguments of a subcommand, to be thrown. */
  static SubcommandException usage(String subcommand, String problem) {
    return SubcommandException.usage(
        problem + "; 'sonomask help " + subcommand + "' explains the arguments.");
  }
}
