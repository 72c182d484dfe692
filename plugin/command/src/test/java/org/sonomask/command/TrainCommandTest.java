// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.launcher.SubcommandException;

class TrainCommandTest {
  @TempDir private Path home;

  @Test
  void withoutLibtorchItSaysWhichFilesToAddAndWhere() throws Exception {
    Path folder = Files.createDirectory(home.resolve("training"));
    Files.createFile(folder.resolve("pytorch-2.13.0-1.5.14.jar"));
    Files.createFile(folder.resolve("openblas-0.3.31-1.5.13.jar"));
    SubcommandException refused = assertThrows(SubcommandException.class, this::train);
    assertEquals(SubcommandException.FAILED, refused.exitCode());
    String message = refused.getMessage();
    assertTrue(message.contains("org.bytedeco:pytorch:2.13.0-1.5.14:jar:linux-x86_64"), message);
    assertTrue(message.contains("org.bytedeco:openblas:0.3.31-1.5.13:jar:linux-x86_64"), message);
    assertTrue(message.contains("-DoutputDirectory=" + folder), message);
  }

  @Test
  void aDistributionWithoutTheFolderIsToldOf() {
    SubcommandException refused = assertThrows(SubcommandException.class, this::train);
    assertTrue(refused.getMessage().contains("training"), refused.getMessage());
  }

  private void train() throws Exception {
    new TrainCommand(home).run(List.of("--data", "set"), System.out, System.err);
  }
}
