// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A tensor and its values; those of half precision are what it can tell apart. */
record Tensor(int type, long[] shape, float[] values) {
  private static final int EXPONENTS = 112 << 23;

  /** Of half precision, between -1 and 1. */
  static Tensor random(SplittableRandom random, long... shape) {
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-64, 65) / 64f;
    }
    return new Tensor(TensorDescription.HALF, shape, values);
  }

  /** This tensor times a factor. */
  Tensor by(float factor) {
    float[] values = this.values.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Tensor(type, shape, values);
  }

  double[] doubles() {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  static Tensor whole(int... values) {
    float[] same = new float[values.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = values[i];
    }
    return new Tensor(TensorDescription.INT32, new long[] {values.length}, same);
  }

  static Tensor real(long[] shape, float... values) {
    return new Tensor(TensorDescription.FLOAT, shape, values);
  }

  /** Empty memory for a result. */
  static Memory memory(int type, long... shape) {
    return new Memory((long) size(shape) * (type == TensorDescription.HALF ? 2 : 4));
  }

  static int size(long... shape) {
    return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  TensorDescription description() {
    return new TensorDescription(shape, type, 0);
  }

  Memory memory() {
    Memory memory = memory(type, shape);
    for (int i = 0; i < values.length; i++) {
      switch (type) {
        case TensorDescription.HALF -> memory.setShort(2L * i, half(values[i]));
        case TensorDescription.INT32 -> memory.setInt(4L * i, (int) values[i]);
        default -> memory.setFloat(4L * i, values[i]);
      }
    }
    return memory;
  }

  private static short half(float value) {
    int bits = Float.floatToIntBits(value);
    int magnitude = value == 0 ? 0 : (bits & Integer.MAX_VALUE) - EXPONENTS >> 13;
    return (short) (bits >>> 16 & 0x8000 | magnitude);
  }

  /** Values of half precision. */
  static float[] halves(Pointer from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int bits = from.getShort(2L * i);
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double magnitude =
          exponent == 0
              ? Math.scalb((double) fraction, -24)
              : Math.scalb(1024.0 + fraction, exponent - 25);
      values[i] = (float) (bits < 0 ? -magnitude : magnitude);
    }
    return values;
  }
}
