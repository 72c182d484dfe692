// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small clips made by ffmpeg: a white square on black that beeps while it is on the right. */
final class Clips {

  static final int WIDTH = 160;
  static final int HEIGHT = 120;
  static final int RATE = 10;

  private static final String SQUARE =
      "color=black:s="
          + WIDTH
          + "x"
          + HEIGHT
          + ":r="
          + RATE
          + ":d=%1$s,"
          + "drawbox=x=80:y=40:w=60:h=60:color=white:t=fill";
  private static final String NOISE = "anoisesrc=a=0.9:r=44100:d=%1$s";

  private Clips() {}

  /** A clip with picture and loud noise; the suffix chooses the container. */
  static Path whole(Path file, int seconds) throws IOException, InterruptedException {
    return ffmpeg(file, inputs(seconds, SQUARE, NOISE));
  }

  /** Only the picture. */
  static Path silent(Path file, int seconds) throws IOException, InterruptedException {
    return ffmpeg(file, inputs(seconds, SQUARE));
  }

  /** Only the sound. */
  static Path blind(Path file, int seconds) throws IOException, InterruptedException {
    return ffmpeg(file, inputs(seconds, NOISE));
  }

  /** A clip fifty times one after the other, as it is encoded. */
  static Path repeated(Path clip, Path file) throws IOException, InterruptedException {
    return ffmpeg(file, List.of("-stream_loop", "49", "-i", clip.toString(), "-c", "copy"));
  }

  private static List<String> inputs(int seconds, String... filters) {
    List<String> arguments = new ArrayList<>();
    for (String filter : filters) {
      arguments.addAll(List.of("-f", "lavfi", "-i", String.format(filter, seconds)));
    }
    return arguments;
  }

  private static Path ffmpeg(Path file, List<String> inputs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(inputs);
    command.add(file.toString());
    Finished ended = Finished.run(command);
    assertEquals(0, ended.exitCode(), ended.err());
    return file;
  }
}
