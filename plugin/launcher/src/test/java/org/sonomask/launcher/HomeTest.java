// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

  private static final Path OF_THE_USER = Path.of(System.getProperty("user.home"), ".local/state");

  @TempDir private Path folder;

  private String state(String... lines) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.write(conf.resolve("sonomask.properties"), List.of(lines));
    return new Home(folder).configuration().getProperty(Home.STATE);
  }

  @Test
  void anUnpackedDistributionKeepsWhatItWrites() throws IOException {
    assertEquals(folder.toString(), state());
  }

  @Test
  void anInstalledOneWritesIntoTheUsersFolder() throws IOException {
    Path expected = Home.userState(System.getenv()).resolve("sonomask");
    assertEquals(expected.toString(), state("sonomask.state=${user.state}/sonomask"));
  }

  @Test
  void theUsersFolderIsWhereXdgHasIt() {
    assertEquals(Path.of("/var/state"), Home.userState(Map.of("XDG_STATE_HOME", "/var/state")));
    assertEquals(OF_THE_USER, Home.userState(Map.of()));
  }

  @Test
  void aRelativeXdgFolderIsPassedOver() {
    assertEquals(OF_THE_USER, Home.userState(Map.of("XDG_STATE_HOME", "state")));
  }
}
