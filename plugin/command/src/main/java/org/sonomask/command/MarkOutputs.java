// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonomask.launcher.SubcommandException;

/** The files of one run: all of them appear when it has succeeded, none when it has not. */
final class MarkOutputs implements AutoCloseable {

  private final List<PartialFile> files = new ArrayList<>();
  private PartialFile clip;
  private PartialFile masks;
  private PartialFile summary;

  private MarkOutputs() {}

  /**
   * Creates the files, hidden.
   *
   * @throws SubcommandException if one cannot be written
   */
  static MarkOutputs of(MarkOptions options) throws SubcommandException {
    MarkOutputs outputs = new MarkOutputs();
    try {
      outputs.clip = outputs.create(Optional.of(options.output()));
      outputs.masks = outputs.create(options.masks());
      outputs.summary = outputs.create(options.summary());
      return outputs;
    } catch (SubcommandException failure) {
      outputs.close();
      throw failure;
    }
  }

  private PartialFile create(Optional<Path> target) throws SubcommandException {
    if (target.isEmpty()) {
      return null;
    }
    PartialFile file = PartialFile.of(target.get());
    files.add(file);
    return file;
  }

  Path clip() {
    return clip.path();
  }

  Optional<Path> masks() {
    return Optional.ofNullable(masks).map(PartialFile::path);
  }

  /** Writes the summary and gives all files their names. */
  void complete(MarkSummary figures) throws SubcommandException {
    if (summary != null) {
      try {
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValue(summary.path().toFile(), figures);
      } catch (IOException failure) {
        throw SubcommandException.failed(
            "the summary cannot be written: " + failure.getMessage() + ".", failure);
      }
    }
    for (PartialFile file : files) {
      file.complete();
    }
  }

  @Override
  public void close() {
    files.forEach(PartialFile::close);
  }
}
