// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows that what is compared by cost paints the same picture. */
final class SamePicture {

  /** Steps of 255 by which roundings of opacity and colour may differ. */
  static final int ROUNDING = 2;

  private SamePicture() {}

  /**
   * Paints the flat mask with each element.
   *
   * @return the largest difference of a byte to what sonooverlay painted, by element
   * @throws IllegalStateException if sonooverlay painted nothing, or another picture than the
   *     others
   */
  static Map<String, Integer> differences(Path folder) throws IOException {
    Pipelines pipelines = new Pipelines(1, image(folder));
    byte[] ours = picture(folder, pipelines::paintedByUs);
    if (largest(ours, picture(folder, pipelines::unpainted)) <= ROUNDING) {
      throw new IllegalStateException("sonooverlay painted nothing");
    }
    Map<String, Integer> differences = new LinkedHashMap<>();
    differences.put(
        "gdkpixbufoverlay", largest(ours, picture(folder, pipelines::paintedByImageOverlay)));
    differences.put("compositor", largest(ours, picture(folder, pipelines::paintedByCompositor)));
    differences.forEach(
        (element, difference) -> {
          if (difference > ROUNDING) {
            throw new IllegalStateException(
                "sonooverlay and %s painted different pictures, by up to %d of 255: the comparison"
                        .formatted(element, difference)
                    + " of their cost would mean nothing");
          }
        });
    return differences;
  }

  /** The flat mask as a PNG, half transparent. */
  static Path image(Path folder) throws IOException {
    Path file = folder.resolve("mask.png");
    FlatImage.write(file, MediaBench.WIDTH / 3, MediaBench.HEIGHT / 3);
    return file;
  }

  private interface Painted {
    String into(Path file);
  }

  private static byte[] picture(Path folder, Painted pipeline) throws IOException {
    Path file = folder.resolve("picture.yuv");
    PipelineRun.cpuNanos(pipeline.into(file));
    return Files.readAllBytes(file);
  }

  private static int largest(byte[] one, byte[] other) {
    if (one.length != other.length) {
      throw new IllegalStateException(
          "the pictures differ in size: " + one.length + " and " + other.length + " bytes");
    }
    int largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((one[i] & 255) - (other[i] & 255)));
    }
    return largest;
  }
}
