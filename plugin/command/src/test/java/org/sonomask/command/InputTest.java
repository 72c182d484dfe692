// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.launcher.SubcommandException;

class InputTest {

  @TempDir private Path folder;

  @Test
  void aFileWithOddCharactersBecomesAUri() throws IOException, SubcommandException {
    Path clip = Files.writeString(folder.resolve("a: 100 %# dög?.webm"), "x");
    Input input = Input.of(clip.toString());
    assertEquals(clip.toRealPath(), Path.of(input.uri()));
    assertEquals(input.uri(), Input.of(input.uri().toString()).uri());
  }

  @Test
  void aUriIsLeftAsItIs() throws SubcommandException {
    assertEquals(
        URI.create("rtsp://camera.example/live?x=1"),
        Input.of("rtsp://camera.example/live?x=1").uri());
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.webm"));
    for (String bad :
        new String[] {
          folder.resolve("none.webm").toString(), folder.toString(), empty.toString(), "http://a b/"
        }) {
      SubcommandException wrong = assertThrows(SubcommandException.class, () -> Input.of(bad), bad);
      assertTrue(wrong.getMessage().contains(bad), wrong.getMessage());
    }
  }

  @Test
  void theSameFileIsKnownByAnotherName() throws IOException, SubcommandException {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "x");
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), clip);
    Input input = Input.of(clip.toString());
    assertTrue(input.isSameFile(link));
    assertFalse(input.isSameFile(folder.resolve("other.mp4")));
  }
}
