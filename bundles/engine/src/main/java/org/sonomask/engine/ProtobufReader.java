// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one message in protocol buffers' wire format
 * (protobuf.dev/programming-guides/encoding), without a schema and without copying.
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final ByteBuffer bytes;
  private int field;
  private int type;

  /**
   * @param bytes the message, from position to limit; the position is moved
   */
  ProtobufReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Goes to the next field; its value must then be read or skipped. */
  boolean next() throws IOException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (field <= 0 || tag >>> 32 != 0) {
      throw malformed("has an impossible field number");
    }
    return true;
  }

  int field() {
    return field;
  }

  long number() throws IOException {
    expect(VARINT);
    return varint();
  }

  ProtobufReader message() throws IOException {
    return new ProtobufReader(block());
  }

  String text() throws IOException {
    return StandardCharsets.UTF_8.decode(block()).toString();
  }

  void skip() throws IOException {
    switch (type) {
      case VARINT -> varint();
      case FIXED_64 -> advance(Long.BYTES);
      case LENGTH -> advance(varint());
      case FIXED_32 -> advance(Integer.BYTES);
      default -> throw malformed("has the unknown wire type " + type);
    }
  }

  private ByteBuffer block() throws IOException {
    expect(LENGTH);
    long length = varint();
    int start = bytes.position();
    advance(length);
    return bytes.slice(start, (int) length);
  }

  private void advance(long count) throws IOException {
    if (count < 0 || count > bytes.remaining()) {
      throw malformed("is longer than what is left of the file");
    }
    bytes.position(bytes.position() + (int) count);
  }

  private void expect(int wanted) throws IOException {
    if (type != wanted) {
      throw malformed("has wire type " + type + " where " + wanted + " belongs");
    }
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw malformed("ends in the middle of a number");
      }
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("holds a number of more than ten bytes");
  }

  private IOException malformed(String what) {
    return new IOException("field " + field + " " + what);
  }
}
