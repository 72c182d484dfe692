// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose a package's files are and under which licence, where a README beside them says so in
 * paragraphs of {@code Copyright:}, {@code License:}, {@code Source:}, {@code Comment:} and names
 * of files after {@code Files:} or on lines of their own.
 */
final class Readme {
  /** The licence and who is to be credited. */
  record Entry(String licence, String credit) {}

  private final Map<String, Entry> entries = new HashMap<>();

  private Readme() {}

  /** Reads a README; what has another form is passed over. */
  static Readme parse(String text) {
    Readme readme = new Readme();
    for (String paragraph : text.replace("\r", "").split("\n\\s*\n")) {
      String licence = field(paragraph, "License:");
      if (!licence.isEmpty()) {
        Entry entry = new Entry(spdx(licence), credit(paragraph));
        paragraph
            .lines()
            .filter(line -> line.startsWith("Files:") || !line.contains(": "))
            .map(line -> line.startsWith("Files:") ? line.substring(6).strip() : line.strip())
            .forEach(name -> readme.entries.put(name, entry));
      }
    }
    return readme;
  }

  /** What is said about a file, by its path from the README; null if nothing. */
  Entry of(String path) {
    return entries.get(path);
  }

  private static String credit(String paragraph) {
    return Stream.of("Copyright:", "Source:", "Comment:")
        .map(name -> field(paragraph, name))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String field(String paragraph, String name) {
    return paragraph
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static String spdx(String licence) {
    return switch (licence) {
      case "GPLv3" -> "GPL-3.0-only";
      case "Public Domain", "Public domain" -> "public domain";
      default -> licence.replace(' ', '-');
    };
  }
}
