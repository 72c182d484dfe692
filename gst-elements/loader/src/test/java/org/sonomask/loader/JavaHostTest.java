// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package on a machine whose programs are written in Java: one JVM, one of each type. */
class JavaHostTest {

  private static final String PIPELINE = "videotestsrc ! sonooverlay ! sonomatte ! fakesink";

  @TempDir private static Path folder;
  private static Installed installed;

  @BeforeAll
  static void unpack() throws Exception {
    installed = Installed.in(folder.resolve("installed"));
  }

  private static Program host(Object... arguments) throws Exception {
    String classPath =
        String.join(
            File.pathSeparator,
            List.of(
                ElementFirst.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
                installed.home() + "/conf",
                installed.home() + "/lib/*"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Object[] command = {java, "-cp", classPath, ElementFirst.class.getName(), PIPELINE};
    return installed.program(
        folder, Stream.concat(Stream.of(command), Stream.of(arguments)).toArray());
  }

  @Test
  void theFirstElementJoinsTheJvm() throws Exception {
    assertEquals("2", host().run().succeeded().out().strip());
  }

  @Test
  void elementsOfAStartedPluginGoBeforeTheLoaders() throws Exception {
    assertEquals("2", host(installed.home()).run().succeeded().out().strip());
  }
}
