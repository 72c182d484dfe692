// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of {@code ci/data/catalogue.tsv}: files of one package that become assets of one kind
 * and class.
 *
 * @param kind how to import them
 * @param category class, {@code neutral} or {@code ambience}
 * @param split {@code train}, {@code val}, {@code test}, or {@code auto} to decide by identity
 * @param licence of these files
 * @param source package name, or {@code shared} for the data folder beside the checkout
 * @param pattern glob of paths in it; {@code container!glob} looks into a Qt resource file, a sound
 *     set of OpenTTD or a zip
 * @param options see {@code ci/data/README.md}
 */
record CatalogueEntry(
    Kind kind,
    String category,
    String split,
    String licence,
    String source,
    String pattern,
    Map<String, String> options) {

  /** How files are imported. */
  enum Kind {
    /** Picture with alpha. */
    CUTOUT,
    /** Picture whose salient object is to be cut out. */
    SALIENT,
    /** Three-dimensional model to be rendered from several sides. */
    MODEL,
    /** Video before a blue backdrop, with sound. */
    TALKER,
    /** Picture without a sounding object. */
    BACKGROUND,
    /** Photograph to be kept whole, with a mask of its salient object. */
    PHOTO,
    /** Recording. */
    SOUND,
    /** Phrases to be played with a sound font. */
    PHRASES
  }

  String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return options.containsKey(name) ? Integer.parseInt(options.get(name)) : otherwise;
  }

  /**
   * Reads a catalogue. Empty lines and lines that start with {@code #} say nothing.
   *
   * @throws IOException naming the line that cannot be read
   */
  static List<CatalogueEntry> read(Path file) throws IOException {
    List<CatalogueEntry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        entries.add(parse(file + ", line " + number, line.split("\t+")));
      }
    }
    return entries;
  }

  private static CatalogueEntry parse(String where, String[] fields) throws IOException {
    if (fields.length < 6) {
      throw new IOException(
          where + " has " + fields.length + " fields; six are needed, separated by tabs.");
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 6; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      options.put(fields[i].substring(0, equals), fields[i].substring(equals + 1));
    }
    return new CatalogueEntry(
        Kind.valueOf(fields[0].toUpperCase(Locale.ROOT)),
        fields[1],
        fields[2],
        fields[3],
        fields[4],
        fields[5],
        options);
  }
}
