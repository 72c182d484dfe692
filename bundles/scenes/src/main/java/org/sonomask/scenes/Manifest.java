// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the corpus manifest: JSON lines, one {@link Asset} a line. */
public final class Manifest {
  /** Name of the manifest's file in a corpus folder. */
  public static final String FILE = "manifest.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifest() {}

  /**
   * Reads all assets in file order.
   *
   * @throws IOException if the file is missing or a line is no asset; the message names the line
   */
  public static List<Asset> read(Path file) throws IOException {
    List<Asset> assets = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        assets.add(JSON.readValue(line, Asset.class));
      } catch (IOException e) {
        throw new IOException(
            file + ", line " + (assets.size() + 1) + " is no asset; build the corpus again.", e);
      }
    }
    return assets;
  }

  /** Writes all assets in the given order, replacing the file. */
  public static void write(Path file, List<Asset> assets) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Asset asset : assets) {
        out.write(JSON.writeValueAsString(asset));
        out.write('\n');
      }
    }
  }
}
