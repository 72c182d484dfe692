// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.webvtt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.json.JsonLine;
import org.sonomask.metadata.internal.record.Aged;

/** A block of a WebVTT file: its head, a comment, a style, a region, or a cue. */
final class Block {
  private static final Pattern NOT_A_CUE =
      Pattern.compile("\uFEFF?(WEBVTT|NOTE|STYLE|REGION)([ \t].*)?");
  private static final String TIME = "([0-9]{2,}:)?[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}";
  private static final Pattern TIMING =
      Pattern.compile(TIME + "[ \t]+-->[ \t]+" + TIME + "([ \t].*)?");
  private static final int MAX_LINE = 1000;

  private Block() {}

  static Optional<Aged> decode(byte[] bytes, int size, int maxPixels) throws MaskFormatException {
    int end = lineEnd(bytes, 0, size);
    String first = line(bytes, 0, end);
    if (first.isEmpty() || NOT_A_CUE.matcher(first).matches()) {
      return Optional.empty();
    }
    if (!TIMING.matcher(first).matches()) {
      int start = Math.min(size, end + 1);
      end = lineEnd(bytes, start, size);
      String second = line(bytes, start, end);
      if (!TIMING.matcher(second).matches()) {
        throw new MaskFormatException(
            "WebVTT: a block that starts with \"%.40s\" has no line of times".formatted(first));
      }
    }
    int payload = Math.min(size, end + 1);
    return Optional.of(JsonLine.decode(bytes, payload, size - payload, maxPixels));
  }

  private static int lineEnd(byte[] bytes, int from, int size) {
    int at = from;
    while (at < size && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static String line(byte[] bytes, int from, int end) {
    int length = Math.min(end - from, MAX_LINE);
    return new String(bytes, from, length, StandardCharsets.UTF_8).stripTrailing();
  }
}
