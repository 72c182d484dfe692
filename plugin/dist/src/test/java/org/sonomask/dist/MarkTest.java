// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.engine.TestModel;

/** {@code bin/sonomask mark} of the assembled distribution: real files in, real files out. */
class MarkTest {

  private static final int MODEL_SIZE = 64;

  /** Enough for a first mask on a machine that is slow to begin. */
  private static final int LIVE_SECONDS = 10;

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
    Path clip = Clips.whole(folder.resolve("live.mkv"), LIVE_SECONDS);
    Path summary = outputs.resolve("summary.json");
    Finished ended = mark(clip, "--sync", "live", "--summary", summary);
    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode figures = new ObjectMapper().readTree(summary.toFile());
    assertEquals(LIVE_SECONDS * Clips.RATE, figures.get("frames").asInt());
    assertTrue(figures.get("masks").asInt() > 0, figures.toString());
    assertTrue(figures.get("seconds").asDouble() > LIVE_SECONDS - 0.5, figures.toString());
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
