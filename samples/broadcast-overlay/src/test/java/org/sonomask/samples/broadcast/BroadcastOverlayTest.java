// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;

/** Live sources of others in, the output read by others: gst-launch-1.0, ffmpeg, ffprobe. */
class BroadcastOverlayTest {

  /** On black, a white square that the model marks while it is loud; ten minutes of it. */
  private static final String FILM =
      "ffmpeg -v error -f lavfi -i color=black:s=320x240:r=10:d=20,"
          + "drawbox=x=160:y=80:w=120:h=120:color=white:t=fill"
          + " -f lavfi -i anoisesrc=a=0.9:r=44100:d=20 -c:v libx264 -g 5 -c:a aac \"$0.mkv\""
          + " && ffmpeg -v error -stream_loop 29 -i \"$0.mkv\" -c copy \"$0\"";

  private static final String COMPILE =
      "gcc -std=gnu11 -Wall -Wextra -Werror ../rtsp-server/camera.c -o \"$0\""
          + " $(pkg-config --cflags --libs gstreamer-rtsp-server-1.0)";

  private static final int MARKED = 1;
  private static final int FILL = 2;
  private static final int KEY = 3;

  private static final int INSIDE_X = 220;
  private static final int OUTSIDE_X = 60;
  private static final int Y = 140;

  private static final byte[] UNIVERSAL_LABEL =
      HexFormat.of().parseHex("060e2b34020b01010e01030306000000");

  @TempDir private static Path folder;
  private static Path distribution;
  private static Path film;
  private static Path camera;

  @BeforeAll
  static void prepare() throws Exception {
    distribution = TestDistribution.in(folder);
    film = folder.resolve("film.mkv");
    camera = folder.resolve("camera");
    Processes.run("sh", "-c", FILM, film);
    Processes.run("sh", "-c", COMPILE, camera);
  }

  private static boolean isMarked(Recording recording) throws IOException {
    List<Recording.Picture> keys = recording.pictures(KEY);
    return !keys.isEmpty() && keys.get(keys.size() - 1).brightness(INSIDE_X, Y) > 200;
  }

  private static boolean isBlack(Recording recording) throws IOException {
    List<Recording.Picture> fills = recording.pictures(FILL);
    return fills.get(fills.size() - 1).brightness(INSIDE_X, Y) < 20;
  }

  private interface Condition {
    boolean of(Recording recording) throws IOException;
  }

  private static void await(Recording recording, Condition condition) throws Exception {
    while (!condition.of(recording)) {
      Thread.sleep(500);
    }
  }

  /** Programmes stay apart in what gst-launch-1.0 writes as it comes; ffmpeg would remux them. */
  private static void receive(Processes processes, Recording recording, Object... source)
      throws IOException {
    Stream<Object> command = Stream.of("gst-launch-1.0", "-q");
    Stream<Object> sink =
        Stream.of("!", "filesink", "buffer-mode=unbuffered", "location=" + recording.file());
    processes.start(
        Stream.of(command, Stream.of(source), sink).flatMap(Function.identity()).toArray());
  }

  /** RTSP in, a camera that is switched off and on again; plain UDP out. */
  @Test
  void theProgrammeOutlivesItsCamera() throws Exception {
    int source = Processes.freePort();
    int sink = Processes.freePort();
    Recording received = new Recording(folder.resolve("rtsp.ts"));
    try (Processes processes = new Processes()) {
      receive(processes, received, "udpsrc", "port=" + sink, "buffer-size=4000000");
      Process on = processes.start(camera, film, source);
      Process sample =
          processes.sample(
              distribution, "rtsp://127.0.0.1:" + source + "/camera", "udp://127.0.0.1:" + sink);
      BufferedReader told = sample.inputReader();
      Processes.await(told, "receiving: picture");
      await(received, BroadcastOverlayTest::isMarked);

      Processes.end(on);
      Processes.await(told, "lost: ");
      await(received, BroadcastOverlayTest::isBlack);

      processes.start(camera, film, source);
      Processes.await(told, "receiving: picture");
      await(received, BroadcastOverlayTest::isMarked);
      sample.toHandle().destroy();
      Processes.await(told, "stopped");
    }
    assertEquals(
        List.of("h264", "aac", "klv", "h264", "h264"),
        received.probed("-show_entries", "program_stream=codec_name"));
    assertGoesOnWithoutAGap(received);
    assertPictureFillAndKeyAgree(received);
    assertMetadataSaysWhere(received);
    assertTrue(received.loudness() > 0.3, "the sound is not there");
  }

  @ParameterizedTest
  @CsvSource({
    "srt, mpegts, srt://127.0.0.1:%d?mode=listener, srt://127.0.0.1:%d",
    "rtp, rtp_mpegts, rtp://127.0.0.1:%d, rtp://127.0.0.1:%d?encoding-name=MP2T"
  })
  void takesATransportStreamAndServesOne(String name, String format, String from, String to)
      throws Exception {
    int source = Processes.freePort();
    String served = "srt://127.0.0.1:" + Processes.freePort();
    Recording received = new Recording(folder.resolve(name + ".ts"));
    try (Processes processes = new Processes()) {
      processes.start(
          "ffmpeg",
          "-v",
          "error",
          "-nostdin",
          "-re",
          "-i",
          film,
          "-c",
          "copy",
          "-f",
          format,
          from.formatted(source));
      Process sample =
          processes.sample(distribution, to.formatted(source), served + "?mode=listener");
      BufferedReader told = sample.inputReader();
      Processes.await(told, "receiving: picture");
      receive(processes, received, "srtsrc", "uri=" + served);
      await(received, BroadcastOverlayTest::isMarked);
    }
    assertMetadataSaysWhere(received);
  }

  private static void assertGoesOnWithoutAGap(Recording received) throws Exception {
    List<String> times =
        received.probed(
            "-select_streams", "p:" + MARKED + ":v", "-show_entries", "packet=pts_time");
    double last = Double.NaN;
    for (String time : times) {
      double now = Double.parseDouble(time.replace(",", ""));
      assertFalse(now - last > 1 || now <= last, "after " + last + " comes " + now);
      last = now;
    }
  }

  private static void assertPictureFillAndKeyAgree(Recording received) throws Exception {
    List<Recording.Picture> marked = received.pictures(MARKED);
    List<Recording.Picture> fill = received.pictures(FILL);
    List<Recording.Picture> key = received.pictures(KEY);
    int common = Math.min(marked.size(), Math.min(fill.size(), key.size()));
    int seen = 0;
    for (int i = 0; i < common; i++) {
      assertTrue(key.get(i).brightness(OUTSIDE_X, Y) < 20, "the key is open beside the square");
      assertTrue(marked.get(i).difference(fill.get(i), OUTSIDE_X, Y) < 20, "beside the square");
      boolean open = key.get(i).brightness(INSIDE_X, Y) > 200;
      // For a moment the last mask outlives a source that is gone.
      if (open && fill.get(i).brightness(INSIDE_X, Y) > 200) {
        assertTrue(marked.get(i).difference(fill.get(i), INSIDE_X, Y) > 40, "nothing is painted");
        seen++;
      }
    }
    assertTrue(seen > 0, "no picture is marked");
  }

  private static void assertMetadataSaysWhere(Recording received) throws Exception {
    byte[] bytes = received.metadata();
    assertArrayEquals(UNIVERSAL_LABEL, Arrays.copyOf(bytes, UNIVERSAL_LABEL.length));
    List<MaskFrame> masks = received.masks();
    Predicate<MaskFrame> lies = BroadcastOverlayTest::liesOnTheSquare;
    assertTrue(masks.stream().anyMatch(lies), masks.size() + " masks, none on the square");
  }

  /** The square is the picture's columns 160 to 280 of 320, rows 80 to 200 of 240. */
  private static boolean liesOnTheSquare(MaskFrame mask) {
    return mask.regions().stream()
        .anyMatch(
            region ->
                isNear(region.x(), 160.0 / 320, mask.width())
                    && isNear(region.x() + region.width(), 280.0 / 320, mask.width())
                    && isNear(region.y(), 80.0 / 240, mask.height())
                    && isNear(bottom(region), 200.0 / 240, mask.height()));
  }

  private static int bottom(Region region) {
    return region.y() + region.height();
  }

  private static boolean isNear(int pixel, double place, int size) {
    return Math.abs(pixel - place * size) <= 4;
  }
}
