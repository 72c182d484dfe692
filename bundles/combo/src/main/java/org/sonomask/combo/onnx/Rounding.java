// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

/**
 * What is rounded, and how far, of the numbers that a form has in half precision.
 *
 * @param bits of precision, the first one included; {@link #HALF} also has the range of half
 *     precision
 * @param stored whether stored tensors are rounded
 * @param computed whether what operators yield is rounded
 * @param part only parameters whose keys start with it, and what is computed from there on until
 *     another parameter is used; all if empty
 */
public record Rounding(int bits, boolean stored, boolean computed, String part) {
  /** Bits of half precision. */
  public static final int HALF = 11;

  static final int SINGLE = 24;

  /** Everything that is of half precision is rounded to it. */
  public static final Rounding TO_HALF = new Rounding(HALF, true, true, "");

  public Rounding {
    if (bits < 2 || bits >= SINGLE) {
      throw new IllegalArgumentException(
          "single precision is rounded to 2 to 23 bits, but not to " + bits);
    }
  }

  /** Only what is stored of a part. */
  public static Rounding stored(String part) {
    return new Rounding(HALF, true, false, part);
  }

  /** Only what is computed in a part. */
  public static Rounding computed(String part) {
    return new Rounding(HALF, false, true, part);
  }

  /** Everything, to so many bits. */
  public static Rounding to(int bits) {
    return new Rounding(bits, true, true, "");
  }
}
