// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.launcher.Plugin;

/** The package lies where users may not write; what they write lies in their own folder. */
class StateTest {

  @TempDir private Path folder;

  @Test
  void modelsAndRecordingsOfUsersLieInTheirFolder() throws Exception {
    Installed installed = Installed.in(folder);
    try (Plugin plugin = Plugin.start(installed.home())) {
      Path state = Path.of(plugin.context().getProperty("sonomask.state"));
      assertEquals("sonomask", state.getFileName().toString());
      assertTrue(!state.startsWith(folder), state + " belongs to the package");
    }
  }
}
