// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without Java or the bundles, other elements work, and ours say what to do. */
class MissingPartsTest {

  @TempDir private static Path unpacked;
  private static Installed installed;

  @TempDir private Path registry;

  @BeforeAll
  static void unpack() throws Exception {
    installed = Installed.in(unpacked);
  }

  private Program launch(String pipeline) throws Exception {
    return installed.program(registry, "sh", "-c", "gst-launch-1.0 -q " + pipeline);
  }

  @Test
  void withoutJavaOtherElementsWork() throws Exception {
    launch("videotestsrc num-buffers=2 ! videoconvert ! fakesink").withoutJava().run().succeeded();
  }

  @Test
  void withoutJavaOurElementsSayWhatToInstall() throws Exception {
    Program.Outcome ended =
        launch(
                "videotestsrc num-buffers=2 ! sonomask name=mask"
                    + "  mask.video_src ! sonooverlay ! fakesink")
            .withoutJava()
            .run();
    assertNotEquals(0, ended.exitCode());
    assertTrue(ended.err().contains("There is no Java in /nonexistent/lib/server"), ended.err());
    assertTrue(ended.err().contains("openjdk-17-jre-headless"), ended.err());
  }

  @Test
  void whenJavaComesTheyWork() throws Exception {
    String pipeline = "videotestsrc num-buffers=2 ! sonooverlay ! fakesink";
    assertNotEquals(0, launch(pipeline).withoutJava().run().exitCode());
    launch(pipeline).run().succeeded();
  }

  @Test
  void aPluginWithoutItsBundlesIsNotBlacklisted() throws Exception {
    Program without =
        installed
            .program(registry, "gst-inspect-1.0", "sonooverlay")
            .with("SONOMASK_HOME", "/nonexistent");
    assertNotEquals(0, without.run().exitCode());
    String blacklist =
        installed
            .program(registry, "gst-inspect-1.0", "-b")
            .with("SONOMASK_HOME", "/nonexistent")
            .run()
            .out();
    assertTrue(!blacklist.contains("libgstsonomask"), blacklist);

    installed.program(registry, "gst-inspect-1.0", "sonooverlay").run().succeeded();
  }

  @Test
  void aDescriptionOfOtherBundlesIsRefused(@TempDir Path folder) throws Exception {
    Installed other = Installed.in(folder);
    Path description = other.home().resolve("elements.ini");
    String changed =
        Files.readString(description).replaceFirst("properties=opacity;", "properties=");
    Files.writeString(description, changed, StandardOpenOption.TRUNCATE_EXISTING);

    Program.Outcome ended =
        other
            .program(
                registry,
                "gst-launch-1.0",
                "videotestsrc",
                "num-buffers=2",
                "!",
                "sonooverlay",
                "!",
                "fakesink")
            .run();
    assertNotEquals(0, ended.exitCode());
    assertTrue(ended.err().contains("of one build"), ended.err());
  }
}
