// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Command line of the form {@code --name value} or {@code --flag}; a name may come again. */
final class Options {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Options() {}

  /**
   * Parses.
   *
   * @throws IllegalArgumentException if a name is not allowed or has no value; the message says so
   */
  static Options parse(String[] args, String... allowed) {
    return parse(args, List.of(), allowed);
  }

  /**
   * Parses.
   *
   * @param flags names without a value
   * @throws IllegalArgumentException if a name is not allowed or has no value; the message says so
   */
  static Options parse(String[] args, List<String> flags, String... allowed) {
    Options options = new Options();
    for (int i = 0; i < args.length; i++) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (flags.contains(name)) {
        options.values.put(name, List.of());
      } else if (List.of(allowed).contains(name) && i + 1 < args.length) {
        options.values.computeIfAbsent(name, any -> new ArrayList<>()).add(args[++i]);
      } else {
        String all = String.join(", --", allowed);
        String alone = flags.isEmpty() ? "" : ", or --" + String.join(", --", flags);
        throw new IllegalArgumentException(
            args[i] + ": expected --" + all + ", each with a value" + alone + ".");
      }
    }
    return options;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** All values of a name, none if it does not occur. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The last value of a name as a path. */
  Path path(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("--" + name + " is missing.");
    }
    return Path.of(all(name).get(all(name).size() - 1));
  }

  /** The last value of a name. */
  String text(String name, String otherwise) {
    return has(name) ? path(name).toString() : otherwise;
  }

  /** The last value of a name as a number. */
  double number(String name, double otherwise) {
    return has(name) ? Double.parseDouble(path(name).toString()) : otherwise;
  }
}
