// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@code bin/sonomask mark} of the assembled distribution: real files in, real files out. */
class MarkTest {

  private static final int MODEL_SIZE = 64;

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeTheModel() throws IOException {
    model = new TestModel(MODEL_SIZE, MODEL_SIZE, 1).write(folder);
  }

  @TempDir private Path outputs;

  private Finished mark(Path clip, Object... more) throws IOException, InterruptedException {
    List<Object> arguments =
        new ArrayList<>(List.of("mark", clip, "-o", outputs.resolve("out.mp4"), "--model", model));
    arguments.addAll(List.of(more));
    return Finished.sonomask(arguments.toArray());
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
  void aClipComesOutMarkedWithItsSound() throws Exception {
    Path clip = Clips.whole(folder.resolve("whole.webm"), 3);
    Path masks = outputs.resolve("masks.jsonl");
    Path summary = outputs.resolve("summary.json");
    Finished ended = mark(clip, "--masks", masks, "--summary", summary);
    assertEquals(0, ended.exitCode(), ended.err());

    JsonNode probe = probe(outputs.resolve("out.mp4"));
    assertEquals("h264", stream(probe, "video").get("codec_name").asText());
    assertEquals("aac", stream(probe, "audio").get("codec_name").asText());
    assertEquals(Clips.WIDTH, stream(probe, "video").get("width").asInt());
    assertEquals(3, probe.at("/format/duration").asDouble(), 0.2);
    assertEquals(3 * Clips.RATE, stream(probe, "video").get("nb_read_frames").asInt());

    List<String> lines = Files.readAllLines(masks);
    assertEquals(3 * Clips.RATE, lines.size());
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 2));
    assertTrue(lines.get(0).startsWith("{\"schema\":"), lines.get(0));
    assertTrue(last.toString().contains("bright-and-loud"), last.toString());

    JsonNode figures = new ObjectMapper().readTree(summary.toFile());
    assertEquals(3 * Clips.RATE, figures.get("frames").asInt());
    assertEquals(3 * Clips.RATE, figures.get("masks").asInt());
    assertTrue(figures.get("sounding_masks").asInt() > Clips.RATE, figures.toString());
    assertEquals("bright-and-loud", figures.get("model").asText());
    assertTrue(figures.get("peak_memory_mib").asInt() > 0, figures.toString());
    assertTheSquareIsPainted(clip);
  }

  /** The white square lost its white, the black beside it stayed black. */
  private void assertTheSquareIsPainted(Path clip) throws IOException, InterruptedException {
    int[] before = pixels(clip, 2);
    int[] after = pixels(outputs.resolve("out.mp4"), 2);
    int square = 70 * Clips.WIDTH + 110;
    int corner = 20 * Clips.WIDTH + 20;
    assertTrue(before[square] > 200, "the clip is not as expected: " + before[square]);
    assertTrue(
        after[square] < before[square] - 20, "unpainted: " + before[square] + " " + after[square]);
    assertTrue(Math.abs(after[corner] - before[corner]) < 12, "painted beside the square");
  }

  @Test
  void drawMakesPicturesOfTheMasks() throws Exception {
    Path masks = outputs.resolve("masks.jsonl");
    assertEquals(0, mark(Clips.whole(folder.resolve("draw.webm"), 2), "--masks", masks).exitCode());
    Finished ended = Finished.sonomask("draw", masks, outputs.resolve("pictures"), 2);
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(2, ended.out().lines().count());
    JsonNode picture = probe(outputs.resolve("pictures/2.png"));
    assertEquals(MODEL_SIZE, stream(picture, "video").get("width").asInt());
  }

  @Test
  void aLiveRunKeepsTheClipsPaceAndMarksIt() throws Exception {
    Path clip = Clips.whole(folder.resolve("live.mkv"), 3);
    Path summary = outputs.resolve("summary.json");
    Finished ended = mark(clip, "--sync", "live", "--summary", summary);
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode figures = new ObjectMapper().readTree(summary.toFile());
    assertEquals(3 * Clips.RATE, figures.get("frames").asInt());
    assertTrue(figures.get("masks").asInt() > 0, figures.toString());
    assertTrue(figures.get("seconds").asDouble() > 2.5, figures.toString());
  }

  @Test
  void oddSizesAreCutToEvenOnes() throws Exception {
    Path clip = folder.resolve("odd.mkv");
    List<String> command =
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=white:s=161x121:r=10:d=1",
            "-f",
            "lavfi",
            "-i",
            "anoisesrc=d=1",
            "-c:v",
            "ffv1",
            clip.toString());
    assertEquals(0, Finished.run(command).exitCode());
    Finished ended = mark(clip);
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode video = stream(probe(outputs.resolve("out.mp4")), "video");
    assertEquals(160, video.get("width").asInt());
    assertEquals(120, video.get("height").asInt());
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
      Path clip = Clips.whole(folder.resolve("long." + suffix), 8);
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
    byte[] clip = Files.readAllBytes(Clips.whole(folder.resolve("stall.webm"), 8));
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
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not stop");
    assertNothingLeft();
  }

  private static JsonNode probe(Path file) throws IOException, InterruptedException {
    Finished ended =
        Finished.run(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_streams",
                "-show_format",
                "-of",
                "json",
                file.toString()));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
    return new ObjectMapper().readTree(ended.out());
  }

  private static JsonNode stream(JsonNode probe, String type) {
    for (JsonNode stream : probe.get("streams")) {
      if (stream.get("codec_type").asText().equals(type)) {
        return stream;
      }
    }
    throw new AssertionError("no " + type + " in " + probe);
  }

  /** The brightness of the frame at a time, row-major. */
  private int[] pixels(Path clip, double seconds) throws IOException, InterruptedException {
    Path raw = outputs.resolve("frame.gray");
    Finished ended =
        Finished.run(
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-ss",
                Double.toString(seconds),
                "-i",
                clip.toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray",
                raw.toString()));
    assertEquals(0, ended.exitCode(), ended.err());
    byte[] bytes = Files.readAllBytes(raw);
    Files.delete(raw);
    int[] pixels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      pixels[i] = bytes[i] & 0xff;
    }
    return pixels;
  }
}
