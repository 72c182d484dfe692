// SPDX-License-Identifier: Apache-2.0
package org.sonomask.synchronybench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Somebody who says a sentence before a blue-green backdrop, as half of a picture that a model is
 * shown. Arrays are not to be changed.
 *
 * @param name of the clip
 * @param frames uint8 RGB of each frame, [{@link #HEIGHT}, {@link #WIDTH}, 3]
 * @param person for each frame and pixel whether it shows the person
 * @param sound 16 kHz mono, full scale is 1
 */
record Talker(String name, byte[][] frames, boolean[][] person, float[] sound) {
  static final int WIDTH = 112;
  static final int HEIGHT = 224;
  static final int RATE = 25;
  static final int FRAMES = 3 * RATE;
  static final int SAMPLES = 640;

  private static final int PIXELS = WIDTH * HEIGHT;

  /** Decodes a clip by the {@code ffmpeg} command. */
  static Talker of(Path clip) throws IOException {
    byte[] video =
        decode(
            clip,
            "-vf",
            "scale=" + WIDTH + ":" + HEIGHT + ":flags=area",
            "-r",
            "" + RATE,
            "-pix_fmt",
            "rgb24",
            "-f",
            "rawvideo");
    byte[][] frames = new byte[FRAMES][];
    boolean[][] person = new boolean[FRAMES][];
    for (int i = 0; i < FRAMES; i++) {
      int at = Math.min(i, video.length / (3 * PIXELS) - 1) * 3 * PIXELS;
      frames[i] = Arrays.copyOfRange(video, at, at + 3 * PIXELS);
      person[i] = key(frames[i]);
    }
    byte[] raw = decode(clip, "-ac", "1", "-ar", "16000", "-f", "f32le");
    float[] sound = new float[FRAMES * SAMPLES];
    ByteBuffer.wrap(raw)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(sound, 0, Math.min(sound.length, raw.length / 4));
    String file = clip.getFileName().toString();
    return new Talker(file.substring(0, file.lastIndexOf('.')), frames, person, sound);
  }

  /** How far green and blue exceed red, relative to brightness, is read off the upper edge. */
  private static boolean[] key(byte[] rgb) {
    float[] excess = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      excess[i] =
          (Math.min(green, blue) - (rgb[3 * i] & 0xff))
              / (float) Math.max(30, Math.max(green, blue));
    }
    float[] edge = Arrays.copyOfRange(excess, 4 * WIDTH, 16 * WIDTH);
    Arrays.sort(edge);
    boolean[] person = new boolean[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      person[i] = i >= 4 * WIDTH && excess[i] < edge[edge.length / 2] / 2;
    }
    return person;
  }

  private static byte[] decode(Path clip, String... output) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", clip.toString()));
    command.addAll(List.of(output));
    command.add("-");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      byte[] bytes = out.readAllBytes();
      if (bytes.length == 0) {
        throw new IOException("ffmpeg decodes nothing from " + clip);
      }
      return bytes;
    }
  }
}
