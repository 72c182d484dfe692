// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHashTest {
  @TempDir private Path folder;

  @Test
  void itIsTheSha256OfTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("model"), "abc");
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelHash.of(file));
  }
}
