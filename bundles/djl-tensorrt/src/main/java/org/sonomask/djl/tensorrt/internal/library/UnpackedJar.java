// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the libraries out of a jar. */
final class UnpackedJar {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedJar.class);

  private UnpackedJar() {}

  /** The folder is there with all of its files, or not at all. */
  static void unpack(Path jar, Path folder) throws IOException {
    LOG.info("unpacking {} to {}", jar, folder);
    Files.createDirectories(folder.getParent());
    Path partial = Files.createTempDirectory(folder.getParent(), "partial-");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        // Only the name behind the last slash is used, so that no entry leaves the folder.
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.contains(".so")) {
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, partial.resolve(name), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process may have been quicker, and its folder is as good.
      if (TensorRtLibraries.in(folder).isEmpty()) {
        throw e;
      }
    } finally {
      delete(partial);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
