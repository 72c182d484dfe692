// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonomask.scenes.Asset;

/** Writes who is to be credited for a corpus: by source and licence, with the credited authors. */
final class Attribution {
  private Attribution() {}

  static void write(Path file, List<Asset> assets) throws IOException {
    Map<String, List<Asset>> groups = new TreeMap<>();
    for (Asset asset : assets) {
      groups
          .computeIfAbsent(asset.source() + ", " + asset.licence(), k -> new ArrayList<>())
          .add(asset);
    }
    StringBuilder text = new StringBuilder();
    text.append("Pictures and sounds in this corpus, by source and licence.\n");
    text.append("manifest.jsonl names the path and the SHA-256 of every file.\n");
    groups.forEach(
        (name, members) -> {
          text.append('\n').append(name).append(": ").append(members.size()).append(" assets\n");
          members.stream()
              .filter(asset -> !asset.credit().isEmpty())
              .map(asset -> "  " + asset.credit())
              .distinct()
              .sorted()
              .forEach(line -> text.append(line).append('\n'));
        });
    Files.writeString(file, text);
  }
}
