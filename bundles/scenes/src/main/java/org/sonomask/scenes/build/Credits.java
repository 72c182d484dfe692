// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Who made which file, and under which licence, where a collection says so file by file. */
final class Credits {
  private final Map<String, String[]> rows = new HashMap<>();

  private Credits() {}

  /** Reads rows of file name, title, author and licence; none if there is no such file. */
  static Credits read(Path file) throws IOException {
    Credits credits = new Credits();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split("\t");
        if (fields.length >= 4) {
          credits.rows.put(fields[0], fields);
        }
      }
    }
    return credits;
  }

  /** Title, author and licence of a file, or an empty text. */
  String of(String fileName) {
    String[] row = rows.get(fileName);
    return row == null ? "" : row[1] + " by " + row[2] + " (" + row[3] + ")";
  }
}
