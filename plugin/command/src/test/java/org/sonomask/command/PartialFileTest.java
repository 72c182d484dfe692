// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.launcher.SubcommandException;

class PartialFileTest {

  @TempDir private Path folder;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aCompleteFileGetsItsName() throws IOException, SubcommandException {
    Path target = Files.writeString(folder.resolve("out.mp4"), "old");
    try (PartialFile file = PartialFile.of(target)) {
      Files.writeString(file.path(), "new");
      assertEquals("old", Files.readString(target));
      file.complete();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("out.mp4"), files());
  }

  @Test
  void anIncompleteFileGoes() throws IOException, SubcommandException {
    try (PartialFile file = PartialFile.of(folder.resolve("out.mp4"))) {
      Files.writeString(file.path(), "half");
    }
    assertEquals(List.of(), files());
  }

  @Test
  void aTargetThatCannotBeWrittenIsNamed() {
    for (Path target :
        new Path[] {folder, folder.resolve("none/out.mp4"), Path.of("/proc/x.mp4")}) {
      SubcommandException wrong =
          assertThrows(SubcommandException.class, () -> PartialFile.of(target).close());
      assertTrue(wrong.getMessage().contains(target.toString()), wrong.getMessage());
    }
  }
}
