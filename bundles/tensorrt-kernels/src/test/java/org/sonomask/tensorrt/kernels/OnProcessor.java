// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Operators launched on this processor, by a stand-in for the driver, and what they yield. */
final class OnProcessor {
  static final int WINDOWS = 4;
  static final int PARTS = 2;
  private static final double TOLERANCE = 0.004;

  private OnProcessor() {}

  /** Makes the stand-in and has it found in place of the driver. */
  static void compile(Path directory) throws Exception {
    Path driver = directory.resolve("libcuda.so.1");
    String flags = "g++ -shared -fPIC -O1 -std=c++20 -fno-strict-aliasing -Isrc/test/cuda";
    String[] command =
        (flags + " -Isrc/main/cuda src/test/cuda/processor.cpp -o " + driver).split(" ");
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), "g++ fails");
    NativeLibrary.addSearchPath("libcuda.so.1", directory.toString());
  }

  /** An operator's outputs, each of one shape. */
  static float[][] run(GpuOperator operator, long[] shape, Tensor... inputs) throws CudaException {
    Memory[] outputs = new Memory[operator.outputs()];
    Arrays.setAll(outputs, i -> Tensor.memory(TensorDescription.HALF, shape));
    launch(operator, outputs, inputs);
    return Arrays.stream(outputs)
        .map(output -> Tensor.halves(output, Tensor.size(shape)))
        .toArray(float[][]::new);
  }

  static void launch(GpuOperator operator, Memory[] outputs, Tensor... inputs)
      throws CudaException {
    TensorDescription[] descriptions = new TensorDescription[inputs.length];
    Memory[] memory = new Memory[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      assertEquals(operator.type(i), inputs[i].type(), "input " + i);
      descriptions[i] = inputs[i].description();
      memory[i] = inputs[i].memory();
    }
    assertEquals(operator.inputs(), inputs.length);
    operator.launch(descriptions, memory, outputs, Pointer.NULL);
  }

  static void compare(float[] results, IntToDoubleFunction expected) {
    for (int i = 0; i < results.length; i++) {
      double value = expected.applyAsDouble(i);
      assertEquals(value, results[i], TOLERANCE * (1 + Math.abs(value)), "at " + i);
    }
  }

  /** The second result is the normalised sum. */
  static void compareNormalised(
      float[][] results, IntToDoubleFunction sum, int tokens, Tensor weight, Tensor bias) {
    compare(results[1], normalised(sum, tokens, weight, bias));
  }

  /** The rows of a sum, normalised. */
  static IntToDoubleFunction normalised(
      IntToDoubleFunction sum, int tokens, Tensor weight, Tensor bias) {
    int features = (int) weight.shape()[1];
    return at -> {
      int row = at / features * features;
      double mean = mean(features, i -> sum.applyAsDouble(row + i));
      double variance = mean(features, i -> Math.pow(sum.applyAsDouble(row + i) - mean, 2)) + 1e-6;
      int own = part(at, tokens * features) * features + at % features;
      return (sum.applyAsDouble(at) - mean) / Math.sqrt(variance) * weight.values()[own]
          + bias.values()[own];
    };
  }

  /** The products of rows; each part of the rows has its own factors and shift. */
  static double[] products(double[] x, Tensor factors, Tensor shift) {
    int in = (int) factors.shape()[1];
    int out = (int) factors.shape()[2];
    double[] results = new double[x.length / in * out];
    Arrays.setAll(
        results,
        at -> {
          int part = at / (results.length / PARTS);
          double sum = shift.values()[part * out + at % out];
          for (int i = 0; i < in; i++) {
            sum += x[at / out * in + i] * factors.values()[(part * in + i) * out + at % out];
          }
          return sum;
        });
    return results;
  }

  static double gelu(double x) {
    double half = x * Math.sqrt(0.5);
    double erf = Math.signum(x);
    if (Math.abs(half) < 4) {
      erf = 0;
      double power = half;
      for (int n = 0; n < 80; n++) {
        erf += power / (2 * n + 1) * 2 / Math.sqrt(Math.PI);
        power *= -half * half / (n + 1);
      }
    }
    return x * (1 + erf) / 2;
  }

  /** The part of the windows that a number lies in; a window has so many numbers. */
  static int part(int at, int window) {
    return at / window / (WINDOWS / PARTS);
  }

  private static double mean(int count, IntToDoubleFunction values) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values.applyAsDouble(i);
    }
    return sum / count;
  }
}
