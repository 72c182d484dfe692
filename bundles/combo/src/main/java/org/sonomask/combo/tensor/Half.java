// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

/** IEEE 754 binary16, which Java 17 cannot convert. */
public final class Half {
  private static final int EXPONENT_SHIFT = 10;
  private static final int MANTISSA_DIFFERENCE = 13;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SUBNORMAL_STEP = 0x1p-24f;
  private static final float OVERFLOW = 65520f;

  private Half() {}

  /** Rounds to nearest, ties to even; too large becomes infinite. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_STEP));
    }
    int positive = bits & 0x7FFFFFFF;
    int rounding = 0xFFF + (positive >>> MANTISSA_DIFFERENCE & 1);
    int rebased = positive - (127 - 15 << 23) + rounding;
    return (short) (sign | rebased >>> MANTISSA_DIFFERENCE);
  }

  /** Exact. */
  public static float toFloat(short half) {
    int exponent = half >>> EXPONENT_SHIFT & 0x1F;
    int mantissa = half & 0x3FF;
    float sign = half < 0 ? -1 : 1;
    if (exponent == 0) {
      return sign * mantissa * SUBNORMAL_STEP;
    }
    if (exponent == 0x1F) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    int bits = exponent - 15 + 127 << 23 | mantissa << MANTISSA_DIFFERENCE;
    return sign * Float.intBitsToFloat(bits);
  }
}
