// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.djl.tensorrt.ModelHash;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/**
 * What a model was built with, once its masks had been compared with the processor's: a file beside
 * the plans, named by the model's hash.
 */
public final class BuildRecord {
  private static final Logger LOG = LoggerFactory.getLogger(BuildRecord.class);

  private BuildRecord() {}

  /** The options that a model was built with, in the user's cache. */
  public static Optional<TensorRtOptions> find(Path model) {
    return find(model, TensorRtOptions.DEFAULT.cache());
  }

  /** The options that a model was built with, in a cache. */
  static Optional<TensorRtOptions> find(Path model, Path cache) {
    try {
      Path file = file(model, cache);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Properties kept = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      }
      Map<String, String> options = new TreeMap<>();
      kept.stringPropertyNames().forEach(name -> options.put(name, kept.getProperty(name)));
      options.put("cache", cache.toString());
      return Optional.of(TensorRtOptions.parse(0, options));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("what {} was built with cannot be read: {}", model, e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps the options that a model was built with. */
  static void keep(Path model, TensorRtOptions options) throws IOException {
    Path file = file(model, options.cache());
    Properties kept = new Properties();
    options.toMap().forEach(kept::setProperty);
    kept.remove("cache");
    Path partial = Files.createTempFile(file.getParent(), "partial-", "");
    try (Writer writer = Files.newBufferedWriter(partial)) {
      kept.store(writer, null);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path file(Path model, Path cache) throws IOException {
    return cache.resolve(ModelHash.of(model) + ".build");
  }
}
