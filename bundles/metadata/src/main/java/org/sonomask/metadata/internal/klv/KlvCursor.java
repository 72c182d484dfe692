// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.nio.charset.StandardCharsets;
import org.sonomask.api.MaskFormatException;

/** Reads local sets and packs, and never beyond the end of the one it reads. */
final class KlvCursor {
  private static final int MAX_OID_BYTES = 4;

  private final byte[] bytes;
  private final int end;
  private int at;

  KlvCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  int oneByte() throws MaskFormatException {
    if (at == end) {
      throw new MaskFormatException("KLV: the set ends at byte " + at + " within an element");
    }
    return bytes[at++] & 0xff;
  }

  /** A tag or identifier in BER-OID. */
  int oid() throws MaskFormatException {
    int value = 0;
    for (int count = 0; count < MAX_OID_BYTES; count++) {
      int next = oneByte();
      value = value << 7 | next & 0x7f;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new MaskFormatException("KLV: a tag of more than 4 bytes at byte " + at);
  }

  /** A BER length, not checked against what follows. */
  int length() throws MaskFormatException {
    int first = oneByte();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 4) {
      throw new MaskFormatException("KLV: a length of " + count + " bytes at byte " + at);
    }
    long value = unsigned(count);
    if (value > Integer.MAX_VALUE) {
      throw new MaskFormatException("KLV: a length of " + value + " at byte " + at);
    }
    return (int) value;
  }

  /** The element that follows: its length and then its value, which this one steps over. */
  KlvCursor item() throws MaskFormatException {
    int length = length();
    if (length > end - at) {
      throw new MaskFormatException(
          "KLV: an element of %d bytes at byte %d, where %d are left"
              .formatted(length, at, end - at));
    }
    KlvCursor item = new KlvCursor(bytes, at, at + length);
    at += length;
    return item;
  }

  private long unsigned(int count) throws MaskFormatException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | oneByte();
    }
    return value;
  }

  /** All that is left as one integer of at most {@code maxBytes} bytes. */
  long number(int maxBytes) throws MaskFormatException {
    int count = end - at;
    if (count == 0 || count > maxBytes) {
      throw new MaskFormatException(
          "KLV: a number of %d bytes at byte %d: 1 to %d are read".formatted(count, at, maxBytes));
    }
    return unsigned(count);
  }

  /** All that is left as text. */
  String text() {
    String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = end;
    return text;
  }

  /** How many bytes are left. */
  int left() {
    return end - at;
  }
}
