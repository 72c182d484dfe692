// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/sonomask serve} plays what files describe, and stops when it is told to. */
class ServeTest {
  private static final Path FILE = Distribution.ROOT.resolve("conf/sonomask.pipeline-stills.cfg");

  @TempDir private Path folder;

  private void describe() throws IOException {
    Files.writeString(
        FILE,
        "description = videotestsrc is-live=true ! sonooverlay ! jpegenc ! multifilesink location="
            + folder
            + "/%d.jpg\n");
  }

  @AfterEach
  void forget() throws IOException {
    Files.delete(FILE);
  }

  @Test
  void otherSubcommandsPlayOnlyWhatTheyAreFor() throws Exception {
    describe();
    String live = "videotestsrc is-live=true num-buffers=30 ! fakesink";
    assertEquals(0, Finished.sonomask("launch", live).exitCode());
    assertFalse(Files.exists(folder.resolve("0.jpg")));
  }

  @Test
  void pipelinesPlayUntilItIsStopped() throws Exception {
    describe();
    Process process =
        new ProcessBuilder(Distribution.ROOT.resolve("bin/sonomask").toString(), "serve")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (process.isAlive() && !Files.exists(folder.resolve("9.jpg"))) {
        Thread.sleep(50);
      }
      assertTrue(process.isAlive(), "it ended: " + Files.readString(folder.resolve("log")));
    } finally {
      process.destroy();
    }
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it does not stop");
  }
}
