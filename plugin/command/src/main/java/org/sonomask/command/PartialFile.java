// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sonomask.launcher.SubcommandException;

/**
 * A file under way: it gets its name only when it is complete, and goes when it is not. It lies
 * beside its target, so that the renaming is atomic.
 */
final class PartialFile implements AutoCloseable {

  private final Path target;
  private final Path partial;

  private PartialFile(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /**
   * Creates the file, empty.
   *
   * @throws SubcommandException if nothing can be written there
   */
  static PartialFile of(Path target) throws SubcommandException {
    if (Files.isDirectory(target)) {
      throw SubcommandException.failed("'" + target + "' is a folder; name a file.");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw SubcommandException.failed(
          "'" + target + "' cannot be written: make the folder '" + folder + "' first.");
    }
    String name = target.getFileName().toString();
    try {
      Path partial = folder.resolve("." + name + "." + ProcessHandle.current().pid());
      return new PartialFile(target, Files.write(partial, new byte[0]));
    } catch (AccessDeniedException | NoSuchFileException denied) {
      throw SubcommandException.failed(
          "'" + target + "' cannot be written: no permission in '" + folder + "'.", denied);
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "'" + target + "' cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  /** The file to write to. */
  Path path() {
    return partial;
  }

  /** Gives the complete file its name. */
  void complete() throws SubcommandException {
    try {
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "'" + target + "' cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  /** Removes what was not completed. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException leftBehind) {
      partial.toFile().deleteOnExit();
    }
  }
}
