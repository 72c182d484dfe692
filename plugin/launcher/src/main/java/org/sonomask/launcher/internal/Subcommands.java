// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.launcher.Subcommand;

/** The subcommands that the started bundles offer. */
final class Subcommands {

  private final Map<String, Subcommand> byName;

  private Subcommands(Map<String, Subcommand> byName) {
    this.byName = byName;
  }

  static Subcommands in(BundleContext context) {
    List<ServiceReference<Subcommand>> references = new ArrayList<>(references(context));
    references.sort(Comparator.<ServiceReference<Subcommand>>naturalOrder().reversed());
    List<Subcommand> subcommands = references.stream().map(context::getService).toList();
    return of(subcommands);
  }

  /** Of two with the same name the first counts. */
  static Subcommands of(List<Subcommand> subcommands) {
    Map<String, Subcommand> byName = new LinkedHashMap<>();
    subcommands.stream()
        .sorted(Comparator.comparing(Subcommand::name))
        .forEach(subcommand -> byName.putIfAbsent(subcommand.name(), subcommand));
    return new Subcommands(byName);
  }

  private static Collection<ServiceReference<Subcommand>> references(BundleContext context) {
    try {
      return context.getServiceReferences(Subcommand.class, null);
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Optional<Subcommand> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What {@code sonomask help} says. */
  String overview() {
    StringBuilder text =
        new StringBuilder("Usage: sonomask [--with PART[,PART...]] SUBCOMMAND [ARGUMENT...]\n\n");
    int width = byName.keySet().stream().mapToInt(String::length).max().orElse(0);
    width = Math.max(width, Main.HELP.length());
    for (Subcommand subcommand : byName.values()) {
      text.append(line(width, subcommand.name(), subcommand.summary()));
    }
    text.append(line(width, Main.HELP, "Explain a subcommand"));
    text.append("\nOptional parts: http (live page, metrics, health, REST), shell (Gogo).\n");
    return text.append("'sonomask help SUBCOMMAND' explains its arguments.").toString();
  }

  private static String line(int width, String name, String summary) {
    return "  " + name + " ".repeat(width - name.length() + 2) + summary + "\n";
  }
}
