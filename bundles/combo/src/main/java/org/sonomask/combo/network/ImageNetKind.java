// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kind of objects that a classifier of ImageNet-1000 tells by several labels.
 *
 * @param name of the kind
 * @param labels of ImageNet-1000 that show it, 0 to 999
 */
public record ImageNetKind(String name, int[] labels) {

  /**
   * Reads kinds, one a line, as {@code cat: 281-285 287}; lines that begin with # are skipped.
   *
   * @param in UTF-8 text, which is closed
   */
  public static List<ImageNetKind> read(InputStream in) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(ImageNetKind::parse).toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static ImageNetKind parse(String line) {
    int colon = line.indexOf(':');
    int[] labels =
        Arrays.stream(line.substring(colon + 1).strip().split(" "))
            .map(part -> part.split("-"))
            .flatMapToInt(
                ends ->
                    IntStream.rangeClosed(
                        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
            .toArray();
    return new ImageNetKind(line.substring(0, colon), labels);
  }
}
