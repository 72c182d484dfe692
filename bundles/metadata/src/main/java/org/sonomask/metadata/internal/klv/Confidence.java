// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import org.sonomask.api.MaskFormatException;

/**
 * Percentages as IMAPB(0, 100, length) of ST 1201. Six bytes hold every float of 2^-20 and more
 * exactly.
 */
final class Confidence {
  static final int BYTES = 6;
  private static final int RANGE_BITS = 7;

  private Confidence() {}

  static long encode(float score) {
    double percent = 100.0 * Math.max(0, Math.min(score, 1));
    return (long) Math.scalb(percent, 8 * BYTES - 1 - RANGE_BITS);
  }

  static float decode(KlvCursor value) throws MaskFormatException {
    int bytes = value.left();
    double percent = Math.scalb((double) value.number(BYTES), RANGE_BITS + 1 - 8 * bytes);
    return (float) (Math.min(percent, 100) / 100);
  }
}
