// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

/**
 * The checksum of a local set (ST 0601, 0903): the 16-bit sum of its bytes as big-endian words,
 * from the key up to and with the checksum's own tag and length.
 */
final class Checksum {

  /** Bytes of a checksum element: tag, length and value. */
  static final int ELEMENT_BYTES = 4;

  private Checksum() {}

  static int of(byte[] bytes, int from, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (bytes[from + i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
    }
    return sum & 0xffff;
  }
}
