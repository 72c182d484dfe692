// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import org.sonomask.metadata.internal.record.Framing;

/** Finds the end of a KLV triplet, whatever bytes come before its universal label. */
final class KlvFraming implements Framing {
  private static final int LABEL_BYTES = 4;

  private final long maxLength;
  private int keyBytes;
  private int lengthBytes;
  private long left;
  private boolean inValue;

  /**
   * A framing.
   *
   * @param maxLength longest value that is waited for; a longer one ends at once, and is refused
   */
  KlvFraming(long maxLength) {
    this.maxLength = maxLength;
    reset();
  }

  @Override
  public void reset() {
    keyBytes = 0;
    lengthBytes = -1;
    left = 0;
    inValue = false;
  }

  @Override
  public boolean ends(byte next) {
    if (inValue) {
      return --left == 0;
    }
    if (keyBytes < Vmti.KEY_BYTES) {
      keyBytes = matched(keyBytes, next);
      return false;
    }
    return lengthEnds(next & 0xff);
  }

  private boolean lengthEnds(int next) {
    if (lengthBytes < 0) {
      lengthBytes = next < 0x80 ? 0 : next & 0x7f;
      left = next < 0x80 ? next : 0;
      if (next == 0x80 || lengthBytes > 4) {
        return true;
      }
    } else {
      left = left << 8 | next;
      lengthBytes--;
    }
    inValue = lengthBytes == 0;
    return inValue && (left == 0 || left > maxLength);
  }

  private static int matched(int count, byte next) {
    if (count >= LABEL_BYTES || next == Vmti.labelByte(count)) {
      return count + 1;
    }
    return next == Vmti.labelByte(0) ? 1 : 0;
  }

  /** Where the first universal label starts, or -1. */
  static int labelStart(byte[] bytes, int size) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count = matched(count, bytes[i]);
      if (count == LABEL_BYTES) {
        return i + 1 - LABEL_BYTES;
      }
    }
    return -1;
  }
}
