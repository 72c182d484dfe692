// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operators launch their kernels, compiled for this processor, and these compute what they say.
 */
class KernelsTest {
  private static final int WINDOWS = 4;
  private static final int PARTS = 2;
  private static final double TOLERANCE = 0.004;

  @TempDir static Path directory;

  private final SplittableRandom random = new SplittableRandom(3);

  @BeforeAll
  static void compile() throws Exception {
    Path driver = directory.resolve("libcuda.so.1");
    String flags = "g++ -shared -fPIC -O1 -std=c++20 -fno-strict-aliasing -Isrc/test/cuda";
    String[] command =
        (flags + " -Isrc/main/cuda src/test/cuda/processor.cpp -o " + driver).split(" ");
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), "g++ fails");
    NativeLibrary.addSearchPath("libcuda.so.1", directory.toString());
  }

  @ParameterizedTest
  @CsvSource({"7, 16", "14, 64", "21, 40"})
  void depthwiseConvolutionsAreOfBiasedMaps(int edge, int features) throws Exception {
    Tensor map = Tensor.random(random, WINDOWS, edge, edge, features);
    Tensor shift = Tensor.random(random, PARTS, features);
    Tensor weights = Tensor.random(random, PARTS, 9, features);
    Tensor bias = Tensor.random(random, PARTS, features);
    float[] result = run(new DepthwiseGeluOperator(), map.shape(), map, shift, weights, bias)[0];
    compare(
        result,
        at -> {
          int feature = at % features;
          int x = at / features % edge;
          int y = at / features / edge % edge;
          int window = at / features / edge / edge;
          int part = window / (WINDOWS / PARTS);
          double sum = bias.values()[part * features + feature];
          for (int place = 0; place < 9; place++) {
            int row = y + place / 3 - 1;
            int column = x + place % 3 - 1;
            if (Math.min(row, column) >= 0 && Math.max(row, column) < edge) {
              int from = ((window * edge + row) * edge + column) * features + feature;
              sum +=
                  (map.values()[from] + shift.values()[part * features + feature])
                      * weights.values()[(part * 9 + place) * features + feature];
            }
          }
          return gelu(sum);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 320, 512})
  void sumsAreNormalisedAndPutSquareAfterSquare(int features) throws Exception {
    int height = 4;
    int width = 6;
    int edge = 2;
    Tensor first = Tensor.random(random, WINDOWS, height * width, features);
    Tensor second = Tensor.random(random, WINDOWS, height * width, features);
    Tensor shift = Tensor.random(random, PARTS, features);
    Tensor weight = Tensor.random(random, PARTS, features);
    Tensor bias = Tensor.random(random, PARTS, features);
    Tensor epsilon = Tensor.real(new long[] {1}, 1e-6f);
    Tensor map = Tensor.whole(height, width, edge);
    float[][] results =
        run(
            new AddLayerNormOperator(true),
            first.shape(),
            first,
            second,
            shift,
            weight,
            bias,
            epsilon,
            map);
    int tokens = height * width;
    IntToDoubleFunction sum =
        at ->
            first.values()[at]
                + second.values()[at]
                + shift.values()[part(at, tokens * features) * features + at % features];
    compare(results[0], sum);
    IntToDoubleFunction normal =
        at -> {
          int row = at / features * features;
          double mean = mean(features, i -> sum.applyAsDouble(row + i));
          double variance =
              mean(features, i -> Math.pow(sum.applyAsDouble(row + i) - mean, 2)) + 1e-6;
          int own = part(at, tokens * features) * features + at % features;
          return (sum.applyAsDouble(at) - mean) / Math.sqrt(variance) * weight.values()[own]
              + bias.values()[own];
        };
    compare(results[1], normal);
    compare(
        results[2],
        at -> {
          int token = at / features;
          int inside = token % (edge * edge);
          int square = token % tokens / (edge * edge);
          int y = square / (width / edge) * edge + inside / edge;
          int x = square % (width / edge) * edge + inside % edge;
          int from = token / tokens * tokens + y * width + x;
          return results[1][from * features + at % features];
        });
  }

  @ParameterizedTest
  @CsvSource({"196, 49", "49, 64", "120, 5"})
  void queriesAreBiasedAndMixTheValuesOfTheirKeys(int tokens, int keys) throws Exception {
    int heads = 2;
    int features = 64 * heads;
    Tensor queries = Tensor.random(random, WINDOWS, tokens, features);
    Tensor shift = Tensor.random(random, PARTS, features);
    Tensor pairs = Tensor.random(random, WINDOWS, keys, 2 * features);
    float[] result = run(new AttentionOperator(), queries.shape(), queries, shift, pairs)[0];
    compare(
        result,
        at -> {
          int window = at / features / tokens;
          int head = at % features / 64 * 64;
          int query = at / features * features + head;
          int shifts = part(at, tokens * features) * features + head;
          double mass = 0;
          double mixed = 0;
          for (int key = 0; key < keys; key++) {
            int pair = (window * keys + key) * 2 * features;
            double score = 0;
            for (int i = 0; i < 64; i++) {
              score +=
                  (queries.values()[query + i] + shift.values()[shifts + i])
                      * pairs.values()[pair + head + i];
            }
            double weight = Math.exp(score / 8);
            mass += weight;
            mixed += weight * pairs.values()[pair + features + at % features];
          }
          return mixed / mass;
        });
  }

  @Test
  void masksAreEnlargedSquashedAndSummed() throws Exception {
    Tensor logits = Tensor.random(random, 2, 3, 2, 2);
    Tensor weights = Tensor.real(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
    float[] places = {0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1};
    Tensor edges = Tensor.real(new long[] {8}, places);
    Memory result = Tensor.memory(TensorDescription.FLOAT, 2, 8, 8);
    launch(new EnlargedSumOperator(), new Memory[] {result}, logits, weights, edges, edges);
    compare(
        result.getFloatArray(0, 128),
        at -> {
          float y = places[at / 8 % 8];
          float x = places[at % 8];
          double sum = 0;
          for (int m = 0; m < 3; m++) {
            int map = (at / 64 * 3 + m) * 4;
            float[] v = Arrays.copyOfRange(logits.values(), map, map + 4);
            double logit = (v[0] * (1 - x) + v[1] * x) * (1 - y) + (v[2] * (1 - x) + v[3] * x) * y;
            sum += weights.values()[at / 64 * 3 + m] / (1 + Math.exp(-logit));
          }
          return sum;
        });
  }

  private static int part(int at, int window) {
    return at / window / (WINDOWS / PARTS);
  }

  private static double mean(int count, IntToDoubleFunction values) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values.applyAsDouble(i);
    }
    return sum / count;
  }

  private static double gelu(double x) {
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

  private static float[][] run(GpuOperator operator, long[] shape, Tensor... inputs)
      throws CudaException {
    Memory[] outputs = new Memory[operator.outputs()];
    Arrays.setAll(outputs, i -> Tensor.memory(TensorDescription.HALF, shape));
    launch(operator, outputs, inputs);
    return Arrays.stream(outputs)
        .map(output -> Tensor.halves(output, Tensor.size(shape)))
        .toArray(float[][]::new);
  }

  private static void launch(GpuOperator operator, Memory[] outputs, Tensor... inputs)
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

  private static void compare(float[] results, IntToDoubleFunction expected) {
    for (int i = 0; i < results.length; i++) {
      double value = expected.applyAsDouble(i);
      assertEquals(value, results[i], TOLERANCE * (1 + Math.abs(value)), "at " + i);
    }
  }
}
