// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of local sets and packs: tags as BER-OID, lengths as BER, integers big-endian (ST 0107).
 */
final class KlvWriter {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void raw(byte[] value) {
    raw(value, value.length);
  }

  void raw(KlvWriter value) {
    raw(value.bytes, value.size);
  }

  private void raw(byte[] value, int count) {
    reserve(count);
    System.arraycopy(value, 0, bytes, size, count);
    size += count;
  }

  void oneByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  private void reserve(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
    }
  }

  /** BER-OID: seven bits a byte, the most significant first, 0x80 says that more follow. */
  void oid(int value) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (value >>> shift != 0) {
        oneByte(value >>> shift & 0x7f | 0x80);
      }
    }
    oneByte(value & 0x7f);
  }

  /** BER length: one byte below 128, else how many bytes and the bytes. */
  void length(int value) {
    if (value < 0x80) {
      oneByte(value);
    } else {
      int count = unsignedBytes(value);
      oneByte(0x80 | count);
      unsigned(value, count);
    }
  }

  /** A big-endian integer of a number of bytes. */
  void unsigned(long value, int count) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      oneByte((int) (value >>> shift));
    }
  }

  /** Fewest bytes that hold a value, at least one. */
  static int unsignedBytes(long value) {
    return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 7) / 8);
  }

  /** A tag with an integer of the fewest bytes. */
  void tag(int tag, long value) {
    tag(tag, value, unsignedBytes(value));
  }

  /** A tag with an integer of a number of bytes. */
  void tag(int tag, long value, int count) {
    oid(tag);
    length(count);
    unsigned(value, count);
  }

  /** A tag with a text in UTF-8. */
  void tag(int tag, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    oid(tag);
    length(text.length);
    raw(text);
  }

  /** A tag with a nested set, pack or series. */
  void tag(int tag, KlvWriter value) {
    oid(tag);
    item(value);
  }

  /** One element of a series: its length and itself. */
  void item(KlvWriter value) {
    length(value.size);
    raw(value);
  }
}
