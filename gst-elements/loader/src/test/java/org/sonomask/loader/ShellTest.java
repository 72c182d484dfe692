// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of gst-launch-1.0 do what the same pipelines do in Java. */
class ShellTest {

  private static final int FRAMES = 20;
  private static final int FRAME_BYTES = 320 * 240 * 3 / 2;

  /** A bright ball and a loud tone, marked, painted, and written frame by frame. */
  private static final String PIPELINE =
      "sonomask name=mask sync-mode=aligned inference-interval=0"
          + " videotestsrc pattern=ball num-buffers="
          + FRAMES
          + " ! video/x-raw,format=I420,width=320,height=240,framerate=10/1 ! mask.video_sink"
          + " audiotestsrc wave=saw volume=1 samplesperbuffer=4410 num-buffers=25"
          + " ! audio/x-raw,rate=44100 ! mask.audio_sink"
          + " mask.video_src ! sonooverlay opacity=%2$s outline-width=0 labels=false"
          + " ! filesink location=%1$s"
          + " mask.audio_src ! fakesink";

  @TempDir private static Path folder;
  private static Installed installed;

  @BeforeAll
  static void unpack() throws Exception {
    installed = Installed.in(folder.resolve("installed"));
  }

  private static byte[] written(Program program, Path file) throws Exception {
    program.run().succeeded();
    byte[] frames = Files.readAllBytes(file);
    assertEquals(FRAMES * FRAME_BYTES, frames.length);
    return frames;
  }

  private static Program shell(String command) throws Exception {
    return installed.program(folder, "sh", "-c", command);
  }

  private static String pipeline(Path file, double opacity) {
    return String.format(PIPELINE, file, opacity);
  }

  @Test
  void thePicturesAreTheSameAsFromJava() throws Exception {
    Path shell = folder.resolve("shell.yuv");
    Path java = folder.resolve("java.yuv");
    Path plain = folder.resolve("plain.yuv");
    byte[] marked = written(shell("gst-launch-1.0 -q " + pipeline(shell, 0.5)), shell);
    byte[] inJava =
        written(shell(installed.home() + "/bin/sonomask launch " + pipeline(java, 0.5)), java);
    byte[] unpainted = written(shell("gst-launch-1.0 -q " + pipeline(plain, 0)), plain);

    assertArrayEquals(inJava, marked);
    assertFalse(Arrays.equals(unpainted, marked), "nothing was painted");
  }

  @Test
  void propertiesArriveAndReadBack() throws Exception {
    Path configuration =
        installed.root().resolve("etc/sonomask/sonomask.element.sonooverlay-x.cfg");
    Files.writeString(configuration, "name = configured\nopacity = 0.25\n");
    try {
      String told =
          shell(
                  "gst-launch-1.0 -v videotestsrc num-buffers=1 ! sonooverlay name=configured"
                      + " palette=safe ! fakesink")
              .run()
              .succeeded()
              .out();
      assertEquals(
          List.of("0.25"),
          told.lines()
              .filter(line -> line.contains("configured: opacity = "))
              .map(line -> line.substring(line.lastIndexOf(' ') + 1))
              .toList(),
          told);
    } finally {
      Files.delete(configuration);
    }
  }

  /** But for a folder without files, which ONNX Runtime leaves at the end of any Java program. */
  @Test
  void nothingStaysBehindInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    shell("gst-launch-1.0 -q " + pipeline(folder.resolve("last.yuv"), 0.5))
        .with(
            "SONOMASK_JVM_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=" + temporary)
        .run()
        .succeeded();
    try (Stream<Path> left = Files.walk(temporary).filter(Files::isRegularFile)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
