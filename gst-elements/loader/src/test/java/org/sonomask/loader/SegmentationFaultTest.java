// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM keeps the SIGSEGVs that it makes itself; the program gets all others. */
class SegmentationFaultTest {

  /** Long enough for thousands of the JVM's own. */
  private static final String PIPELINE =
      "videotestsrc num-buffers=50 is-live=true ! sonooverlay ! fakesink";

  private static final int HEARD = 42;

  @TempDir private static Path folder;
  private static Installed installed;
  private static Path host;

  @BeforeAll
  static void prepare() throws Exception {
    installed = Installed.in(folder.resolve("installed"));
    String entry = NullCheckingActivator.class.getName().replace('.', '/') + ".class";
    try (InputStream in = NullCheckingActivator.class.getClassLoader().getResourceAsStream(entry)) {
      installed.addBundle(
          "test.nulls",
          List.of("Bundle-Activator", NullCheckingActivator.class.getName()),
          entry,
          in.readAllBytes());
    }
    host = Program.compile(Path.of("src/test/c/host.c"), folder.resolve("host"), "gstreamer-1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "late"})
  void theProgramsOwnHandlerHearsOfItsFaultAndNotOfTheJvms(String when) throws Exception {
    Program.Outcome ended = installed.program(folder, host, when, PIPELINE).run();
    assertEquals(HEARD, ended.exitCode(), ended.err());
  }

  @Test
  void gstLaunchLives() throws Exception {
    installed.program(folder, "sh", "-c", "gst-launch-1.0 -q " + PIPELINE).run().succeeded();
  }
}
