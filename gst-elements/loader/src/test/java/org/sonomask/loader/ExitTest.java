// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A program may end at any time; Java stops before the native libraries that it loaded go. */
class ExitTest {

  /** Each frame waits for its mask, so that the model runs when the program ends. */
  private static final String PIPELINE =
      "sonomask name=mask sync-mode=aligned inference-interval=0"
          + " videotestsrc ! video/x-raw,width=320,height=240,framerate=30/1 ! mask.video_sink"
          + " audiotestsrc volume=1 ! mask.audio_sink"
          + " mask.video_src ! sonooverlay ! fakesink name=sink mask.audio_src ! fakesink";

  @TempDir private static Path folder;
  private static Installed installed;
  private static Path program;
  private static Path witness;

  @BeforeAll
  static void prepare() throws Exception {
    installed = Installed.in(folder.resolve("installed"));
    String entry = WitnessActivator.class.getName().replace('.', '/') + ".class";
    try (InputStream in = WitnessActivator.class.getClassLoader().getResourceAsStream(entry)) {
      installed.addBundle(
          "test.witness",
          List.of("Bundle-Activator", WitnessActivator.class.getName()),
          entry,
          in.readAllBytes());
    }
    program =
        Program.compile(Path.of("src/test/c/leave.c"), folder.resolve("leave"), "gstreamer-1.0");
    witness = folder.resolve("libwitness.so");
    Program.of("gcc", "-shared", "-fPIC", "-Wall", "-Werror", "src/test/c/witness.c", "-o", witness)
        .run()
        .succeeded();
  }

  @RepeatedTest(3)
  void javaStopsBeforeItsNativeLibraries() throws Exception {
    Program.Outcome ended =
        installed
            .program(folder, program, PIPELINE)
            .with(
                "SONOMASK_JVM_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dtest.witness=" + witness)
            .run()
            .succeeded();
    assertEquals(List.of("Java stopped", "library destroyed"), ended.err().lines().toList());
  }
}
