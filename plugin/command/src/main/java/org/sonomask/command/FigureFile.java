// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.sonomask.api.SegmenterInfo;

/**
 * The figures of an evaluation: those of the first model at the top, those of all others under
 * {@code compared} by name.
 */
final class FigureFile {
  /** Measured by another program, so kept. */
  private static final String CPU = "cpu";

  private static final String INTERVAL =
      "mj_low to mj_high: 95 %, bootstrap over assets (objects and recordings), not clips";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<String> names;

  /** Without figures yet. */
  FigureFile(List<String> names) {
    this.names = names;
  }

  /** Says what was measured on what. */
  void about(SegmenterInfo info, Path corpus) throws IOException {
    json.putObject("model").put("name", info.model()).put("version", info.version());
    json.put("corpus_sha256", sha256(corpus.resolve("manifest.jsonl")));
    json.put("interval", INTERVAL);
  }

  /** Adds the figures of one set. */
  void add(String set, List<? extends JsonNode> figures) {
    json.set(set, figures.get(0));
    for (int i = 1; i < figures.size(); i++) {
      compared(i).set(set, figures.get(i));
    }
  }

  /** Adds figures of all at once. */
  void add(String name, ObjectNode figures) {
    json.set(name, figures);
  }

  /** Adds all figures of each. */
  void addAll(List<ObjectNode> figures) {
    json.setAll(figures.get(0));
    for (int i = 1; i < figures.size(); i++) {
      compared(i).setAll(figures.get(i));
    }
  }

  private ObjectNode compared(int index) {
    return json.withObject("/compared").withObject("/" + names.get(index));
  }

  /** Writes the file in one step; what another program has measured stays. */
  void write(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      JsonNode kept = new ObjectMapper().readTree(file.toFile()).path(CPU);
      if (!kept.isMissingNode()) {
        json.set(CPU, kept);
      }
    }
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(partial, json.toPrettyString() + "\n");
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
