// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    stop(serve());
  }

  @Test
  void aShellWithoutInputStopsNothing() throws Exception {
    describe();
    Process process = serve("--with", "shell");
    process.getOutputStream().close();
    try {
      awaitPicture(process, frames() + 30);
    } finally {
      stop(process);
    }
  }

  @Test
  void itEndsWhenAShellStopsTheFramework() throws Exception {
    describe();
    Process process = serve("--with", "shell");
    try (OutputStream typed = process.getOutputStream()) {
      typed.write("stop 0\n".getBytes(StandardCharsets.US_ASCII));
    }
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it does not stop");
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it does not stop");
  }

  /** Runs until some frames have been written. */
  private Process serve(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Distribution.ROOT.resolve("bin/sonomask").toString());
    command.addAll(List.of(options));
    command.add("serve");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitPicture(process, 9);
    return process;
  }

  private void awaitPicture(Process process, int number) throws Exception {
    while (process.isAlive() && frames() <= number) {
      Thread.sleep(50);
    }
    if (!process.isAlive()) {
      fail("it ended: " + Files.readString(folder.resolve("log")));
    }
  }

  private int frames() {
    int frames = 0;
    while (Files.exists(folder.resolve(frames + ".jpg"))) {
      frames++;
    }
    return frames;
  }
}
