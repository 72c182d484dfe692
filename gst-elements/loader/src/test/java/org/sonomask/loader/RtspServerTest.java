// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample rtsp-server, a C program, with players of others. */
class RtspServerTest {

  private static final Path SOURCE = Path.of("../../samples/rtsp-server/rtsp-server.c");
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  /** On black, a white square that the model marks while it is loud. */
  private static final String CLIP =
      "ffmpeg -v error -f lavfi -i color=black:s=160x120:r=10:d=60,"
          + "drawbox=x=80:y=40:w=60:h=60:color=white:t=fill"
          + " -f lavfi -i anoisesrc=a=0.9:r=44100:d=60 -c:v libx264 -g 10 -c:a aac \"$0\"";

  private static final String PROBE =
      "ffprobe -v error -rtsp_transport tcp -show_entries stream=codec_name -of csv=p=0 ";

  private static final String RECORD =
      "ffmpeg -v error -rtsp_transport tcp -i \"$0\" -an -t 2 -pix_fmt rgb24 -f rawvideo ";

  @TempDir private static Path folder;
  private static Program server;

  @BeforeAll
  static void prepare() throws Exception {
    Path clip = folder.resolve("clip.mkv");
    Program.of("sh", "-c", CLIP, clip).run().succeeded();
    Path program =
        Program.compile(SOURCE, folder.resolve("rtsp-server"), "gstreamer-rtsp-server-1.0");
    Installed installed = Installed.in(folder.resolve("installed"));
    server = installed.program(folder, program, clip.toUri(), 0);
  }

  @Test
  void aPlayerSeesTheMarkedPictureAndHearsTheSound() throws Exception {
    Process serving = server.start();
    try (BufferedReader told = serving.inputReader()) {
      String address = told.readLine();
      List<String> streams =
          Program.of("sh", "-c", PROBE + address).run().succeeded().out().lines().toList();
      assertEquals(List.of("h264", "opus"), streams);
      // A slow machine may need more than the seconds of one film until it paints.
      while (saturation(lastFrame(address)) <= 40) {
        assertTrue(serving.isAlive(), "the server has ended");
      }
    } finally {
      serving.destroy();
      serving.waitFor();
    }
  }

  /** A frame after two seconds, RGB. */
  private static byte[] lastFrame(String address) throws Exception {
    Path frames = folder.resolve("frames.rgb");
    Program.of("sh", "-c", RECORD + frames, address).run().succeeded();
    byte[] all = Files.readAllBytes(frames);
    int frame = WIDTH * HEIGHT * 3;
    assertTrue(all.length >= 10 * frame, "only " + all.length / frame + " frames came");
    return Arrays.copyOfRange(all, all.length - frame, all.length);
  }

  /** How far from grey the middle of the square is, 0 to 255. */
  private static int saturation(byte[] frame) {
    int pixel = (70 * WIDTH + 110) * 3;
    int red = Byte.toUnsignedInt(frame[pixel]);
    int green = Byte.toUnsignedInt(frame[pixel + 1]);
    int blue = Byte.toUnsignedInt(frame[pixel + 2]);
    return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
  }
}
