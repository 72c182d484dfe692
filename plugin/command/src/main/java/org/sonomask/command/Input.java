// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.sonomask.launcher.SubcommandException;

/**
 * What to read.
 *
 * @param name as the user wrote it, for messages
 * @param uri as GStreamer wants it
 */
record Input(String name, URI uri) {

  private static final Pattern URI_WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  /**
   * Resolves the argument.
   *
   * @throws SubcommandException if there is no such file, or nothing in it
   */
  static Input of(String argument) throws SubcommandException {
    if (!URI_WITH_SCHEME.matcher(argument).matches()) {
      return file(argument, path(argument));
    }
    try {
      URI uri = new URI(argument);
      return "file".equalsIgnoreCase(uri.getScheme())
          ? file(argument, Path.of(uri))
          : new Input(argument, uri);
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw SubcommandException.failed(
          "'" + argument + "' is no valid URI: " + malformed.getMessage() + ".", malformed);
    }
  }

  private static Path path(String argument) throws SubcommandException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException malformed) {
      throw SubcommandException.failed("'" + argument + "' is no file name.", malformed);
    }
  }

  private static Input file(String name, Path file) throws SubcommandException {
    if (!Files.exists(file)) {
      throw SubcommandException.failed("there is no file '" + name + "'.");
    }
    if (!Files.isRegularFile(file)) {
      throw SubcommandException.failed("'" + name + "' is not a file.");
    }
    if (!Files.isReadable(file)) {
      throw SubcommandException.failed("'" + name + "' cannot be read: no permission.");
    }
    try {
      if (Files.size(file) == 0) {
        throw SubcommandException.failed("'" + name + "' is empty.");
      }
      return new Input(name, file.toRealPath().toUri());
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "'" + name + "' cannot be read: " + failure.getMessage() + ".", failure);
    }
  }

  /** Whether it is this very file. */
  boolean isSameFile(Path other) throws SubcommandException {
    try {
      return "file".equals(uri.getScheme())
          && Files.exists(other)
          && Files.isSameFile(Path.of(uri), other);
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "'" + other + "' cannot be read: " + failure.getMessage() + ".", failure);
    }
  }
}
