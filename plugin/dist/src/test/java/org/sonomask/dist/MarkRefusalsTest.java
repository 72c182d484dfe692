// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.engine.TestModel;

/**
 * What {@code bin/sonomask mark} cannot mark it refuses in a sentence, and leaves nothing behind.
 */
class MarkRefusalsTest {

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeTheModel() throws IOException {
    model = new TestModel(64, 64, 1).write(folder);
  }

  @TempDir private Path outputs;

  private Finished mark(Path clip) throws IOException, InterruptedException {
    return Finished.sonomask("mark", clip, "-o", outputs.resolve("out.mp4"), "--model", model);
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(outputs)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private void assertFailsInOneSentence(Finished ended, String reason) throws IOException {
    assertNotEquals(0, ended.exitCode(), ended.out());
    List<String> sentences =
        ended.err().lines().filter(line -> line.startsWith("sonomask mark: ")).toList();
    assertEquals(1, sentences.size(), ended.err());
    assertTrue(sentences.get(0).contains(reason), ended.err());
    assertNothingLeft();
  }

  @Test
  void aClipWithoutSoundIsRefused() throws Exception {
    assertFailsInOneSentence(mark(Clips.silent(folder.resolve("silent.mp4"), 1)), "no sound");
  }

  @Test
  void aClipWithoutPictureIsRefused() throws Exception {
    assertFailsInOneSentence(mark(Clips.blind(folder.resolve("blind.ogg"), 1)), "no picture");
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    for (String suffix : new String[] {"mp4", "webm"}) {
      Path clip = Clips.whole(folder.resolve("long." + suffix), 4);
      byte[] bytes = Files.readAllBytes(clip);
      Path truncated = folder.resolve("truncated." + suffix);
      Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
      assertFailsInOneSentence(mark(truncated), "truncated." + suffix);
    }
  }

  @Test
  void whatIsNoMediaIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is no clip.\n".repeat(100));
    assertFailsInOneSentence(mark(text), "text.mp4");
  }

  @Test
  void anUnknownCodecIsNamed() throws Exception {
    Path clip = Clips.whole(folder.resolve("known.avi"), 1);
    byte[] bytes = Files.readAllBytes(clip);
    byte[] unknown =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replace("FMP4", "ZZQ7")
            .getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("unknown.avi"), unknown);
    assertFailsInOneSentence(mark(file), "GStreamer has no plugin");
  }

  @Test
  void aMissingInputIsNamed() throws Exception {
    assertFailsInOneSentence(mark(folder.resolve("none.webm")), "none.webm");
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws Exception {
    Path clip = Clips.whole(folder.resolve("fine.webm"), 1);
    Finished ended =
        Finished.sonomask("mark", clip, "-o", outputs.resolve("none/out.mp4"), "--model", model);
    assertFailsInOneSentence(ended, "out.mp4");
  }

  @Test
  void anUnreadableModelIsNamed() throws Exception {
    Path clip = Clips.whole(folder.resolve("model.webm"), 1);
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
    Finished ended =
        Finished.sonomask("mark", clip, "-o", outputs.resolve("out.mp4"), "--model", broken);
    assertFailsInOneSentence(ended, "broken.onnx");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.whole(folder.resolve("stall.webm"), 4));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread serving = new Thread(() -> sendHalf(server, clip), "half-server");
      serving.setDaemon(true);
      serving.start();
      Finished ended =
          Finished.sonomask(
              "mark",
              "http://127.0.0.1:" + server.getLocalPort() + "/stall.webm",
              "-o",
              outputs.resolve("out.mp4"),
              "--model",
              model,
              "--patience",
              3);
      assertFailsInOneSentence(ended, "has not moved for 3 s");
    }
  }

  /** Answers with half of what it promises, and keeps the connection. */
  private static void sendHalf(ServerSocket server, byte[] clip) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: video/webm\r\nContent-Length: "
            + clip.length
            + "\r\n\r\n";
    List<Socket> kept = new ArrayList<>();
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        kept.add(socket);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(clip, 0, clip.length / 2);
        socket.getOutputStream().flush();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void aRunThatIsStoppedLeavesNothingBehind() throws Exception {
    Path clip = Clips.whole(folder.resolve("stopped.webm"), 20);
    Process process =
        new ProcessBuilder(
                Distribution.ROOT.resolve("bin/sonomask").toString(),
                "mark",
                clip.toString(),
                "-o",
                outputs.resolve("out.mp4").toString(),
                "--model",
                model.toString(),
                "--sync",
                "live")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("stopped.log").toFile())
            .start();
    while (process.isAlive() && outputs.toFile().list().length == 0) {
      Thread.sleep(50);
    }
    assertTrue(process.isAlive(), "it ended by itself");
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it does not stop");
    assertNothingLeft();
  }
}
