// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Decodes media with the {@code ffmpeg} command. */
final class FfmpegPipe {
  private FfmpegPipe() {}

  /** Decodes sound to 16 kHz mono. */
  static short[] sound(byte[] file, String extension) throws IOException {
    byte[] raw = run(file, extension, "-vn", "-ac", "1", "-ar", "16000", "-f", "s16le");
    short[] samples = new short[raw.length / 2];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /** Decodes a picture that ImageIO cannot read to PNG. */
  static byte[] png(byte[] file, String extension) throws IOException {
    return run(file, extension, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png");
  }

  /**
   * Decodes video to RGB frames of {@code 3 * width * height} bytes at 25 a second, without pause.
   */
  static byte[] video(byte[] file, String extension, int width, int height) throws IOException {
    return run(
        file,
        extension,
        "-an",
        "-r",
        "25",
        "-s",
        width + "x" + height,
        "-pix_fmt",
        "rgb24",
        "-f",
        "rawvideo");
  }

  private static byte[] run(byte[] file, String extension, String... output) throws IOException {
    Path in = Files.createTempFile("sonomask", "." + extension);
    try {
      Files.write(in, file);
      List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", in.toString()));
      command.addAll(List.of(output));
      command.add("-");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream out = process.getInputStream()) {
        byte[] bytes = out.readAllBytes();
        if (bytes.length == 0) {
          throw new IOException("ffmpeg decodes nothing from a " + extension + " file.");
        }
        return bytes;
      }
    } finally {
      Files.delete(in);
    }
  }
}
