// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.djl.tensorrt.TensorRtUnavailableException;

class LibrarySearchTest {
  @TempDir private Path folder;

  private Path installed(String name, String version) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Files.writeString(made.resolve("libnvinfer.so." + version), "");
    Files.createSymbolicLink(made.resolve("libnvinfer.so.10"), Path.of("libnvinfer.so." + version));
    Files.writeString(made.resolve("libnvonnxparser.so.10"), "");
    return made;
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("tensorrt-redist.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of(
              "org/libnvinfer.so.10",
              "org/libnvonnxparser.so.10",
              "../../libnvinfer_builder_resource.so.10.6.0",
              "META-INF/MANIFEST.MF")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes());
      }
    }
    return jar;
  }

  private LibrarySearch search(Optional<Path> named, List<Path> folders, List<Path> jars) {
    return new LibrarySearch(named, folders, jars, folder.resolve("cache"));
  }

  @Test
  void withoutAnyItSaysHowToGetIt() {
    LibrarySearch search =
        search(Optional.empty(), List.of(folder), List.of(folder.resolve("none.jar")));
    assertEquals(Optional.empty(), search.version());
    String message = assertThrows(TensorRtUnavailableException.class, search::find).getMessage();
    assertTrue(message.contains("mvn dependency:get"), message);
    assertTrue(message.contains("org.bytedeco:tensorrt:10.6-1.5.11:jar:linux-x86_64-redist"));
  }

  @Test
  void theNewestIsTaken() throws Exception {
    Path older = installed("older", "10.9.0");
    Path newer = installed("newer", "10.13.3");
    LibrarySearch search = search(Optional.empty(), List.of(older, newer, folder), List.of());
    assertEquals(newer, search.find().folder());
    assertEquals("10.13.3", search.find().version().toString());
    assertEquals("10.13.3", search.version().orElseThrow().toString());
  }

  @Test
  void theJarIsTakenBeforeAnOlderOneOnly() throws Exception {
    Path older = installed("older", "10.0.1");
    Path newer = installed("newer", "10.7.0");
    TensorRtLibraries unpacked = search(Optional.empty(), List.of(older), List.of(jar())).find();
    assertEquals("10.6.0", unpacked.version().toString());
    assertTrue(unpacked.folder().startsWith(folder.resolve("cache")));
    assertEquals(
        newer, search(Optional.empty(), List.of(older, newer), List.of(jar())).find().folder());
  }

  @Test
  void nothingOfAJarLeavesItsFolder() throws Exception {
    Path unpacked = search(Optional.empty(), List.of(), List.of(jar())).find().folder();
    try (var files = Files.list(unpacked)) {
      assertEquals(3, files.count());
    }
    assertFalse(Files.exists(folder.resolve("libnvinfer_builder_resource.so.10.6.0")));
    assertEquals(unpacked, search(Optional.of(jar()), List.of(), List.of()).find().folder());
  }

  @Test
  void whatIsNamedIsTakenWhateverElseIsThere() throws Exception {
    Path named = installed("named", "10.1.0");
    Path newer = installed("newer", "10.9.0");
    LibrarySearch search = search(Optional.of(named), List.of(newer), List.of(jar()));
    assertEquals(named, search.find().folder());
    assertEquals("10.1.0", search.version().orElseThrow().toString());
  }

  @Test
  void aNamedFolderWithoutItIsAnErrorThatNamesIt() {
    LibrarySearch search = search(Optional.of(folder), List.of(), List.of());
    String message = assertThrows(TensorRtUnavailableException.class, search::find).getMessage();
    assertTrue(message.contains(folder.toString()), message);
  }

  @Test
  void anotherJarIsRefused() throws Exception {
    Path jar = folder.resolve("other.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("readme"));
    }
    LibrarySearch search = search(Optional.of(jar), List.of(), List.of());
    String message = assertThrows(TensorRtUnavailableException.class, search::find).getMessage();
    assertTrue(message.contains("does not hold"), message);
  }
}
