// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.paint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * A plane of a frame, byte by byte and word by word.
 *
 * @param bytes from the plane's first byte to its last
 * @param ints the same memory as little-endian ints, without the bytes after the last whole one
 * @param words the same memory as little-endian words, without the bytes after the last whole word
 */
public record Plane(ByteBuffer bytes, IntBuffer ints, LongBuffer words) {

  /** The plane in direct memory, from position 0 on. */
  public static Plane of(ByteBuffer memory) {
    ByteBuffer bytes = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return new Plane(bytes, bytes.asIntBuffer(), bytes.asLongBuffer());
  }
}
