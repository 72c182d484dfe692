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
    Pipelines pipelines = new Pipelines(1, image(folder), folder);
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

  /**
   * Cuts the flat mask out with sonomatte, and the same by its colour with GStreamer's keyer.
   *
   * @return the largest difference of a byte that shows: of alpha, or of the colour of a pixel that
   *     is not transparent
   * @throws IllegalStateException if they differ by more than roundings
   */
  static int cutOutDifference(Path folder) throws IOException {
    Pipelines pipelines = new Pipelines(1, image(folder), folder);
    byte[] ours = packed(picture(folder, pipelines::cutOutByUs));
    byte[] theirs = picture(folder, pipelines::cutOutByKeyer);
    int largest = 0;
    int shown = 0;
    for (int i = 0; i < ours.length; i++) {
      boolean alpha = i % 4 == 0;
      boolean shows = ours[i & ~3] != 0 || theirs[i & ~3] != 0;
      shown += alpha && shows ? 1 : 0;
      if (alpha || shows) {
        largest = Math.max(largest, Math.abs((ours[i] & 255) - (theirs[i] & 255)));
      }
    }
    if (largest > ROUNDING || shown == 0 || shown == ours.length / 4) {
      throw new IllegalStateException(
          "sonomatte and alpha differ by up to %d of 255, with %d pixels shown"
              .formatted(largest, shown));
    }
    return largest;
  }

  /** A frame of A420 as one of AYUV, where each sample of colour stands for its four pixels. */
  private static byte[] packed(byte[] planes) {
    int pixels = MediaBench.WIDTH * MediaBench.HEIGHT;
    byte[] packed = new byte[4 * pixels];
    for (int i = 0; i < pixels; i++) {
      int colour = i / MediaBench.WIDTH / 2 * (MediaBench.WIDTH / 2) + i % MediaBench.WIDTH / 2;
      packed[4 * i] = planes[pixels * 3 / 2 + i];
      packed[4 * i + 1] = planes[i];
      packed[4 * i + 2] = planes[pixels + colour];
      packed[4 * i + 3] = planes[pixels * 5 / 4 + colour];
    }
    return packed;
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
