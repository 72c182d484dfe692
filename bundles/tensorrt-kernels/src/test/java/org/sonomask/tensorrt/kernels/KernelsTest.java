// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.tensorrt.kernels.OnProcessor.PARTS;
import static org.sonomask.tensorrt.kernels.OnProcessor.WINDOWS;
import static org.sonomask.tensorrt.kernels.OnProcessor.compare;
import static org.sonomask.tensorrt.kernels.OnProcessor.compareNormalised;
import static org.sonomask.tensorrt.kernels.OnProcessor.launch;
import static org.sonomask.tensorrt.kernels.OnProcessor.part;
import static org.sonomask.tensorrt.kernels.OnProcessor.run;

import com.sun.jna.Memory;
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
  @TempDir static Path directory;

  private final SplittableRandom random = new SplittableRandom(3);

  @BeforeAll
  static void compile() throws Exception {
    OnProcessor.compile(directory);
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
          return OnProcessor.gelu(sum);
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
    compareNormalised(results, sum, tokens, weight, bias);
    compareSquares(results, features, height, width, edge);
  }

  private static void compareSquares(
      float[][] results, int features, int height, int width, int edge) {
    int tokens = height * width;
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
  @CsvSource({"320, 320, 7", "320, 64, 15", "320, 192, 28", "64, 256, 25", "128, 64, 30"})
  void productsAreSummedAndNormalised(int features, int depth, int edges) throws Exception {
    int tokens = 4 * edges;
    Tensor x = Tensor.random(random, WINDOWS, tokens, depth);
    Tensor factors = Tensor.random(random, PARTS, depth, features);
    Tensor shift = Tensor.random(random, PARTS, features);
    Tensor residual = Tensor.random(random, WINDOWS, tokens, features);
    Tensor weight = Tensor.random(random, PARTS, features);
    Tensor bias = Tensor.random(random, PARTS, features);
    Tensor epsilon = Tensor.real(new long[] {1}, 1e-6f);
    Tensor map = Tensor.whole(2, 2 * edges, 2);
    float[][] results =
        run(
            new ProductLayerNormOperator(true),
            residual.shape(),
            x,
            factors,
            shift,
            residual,
            weight,
            bias,
            epsilon,
            map);
    double[] sums = OnProcessor.products(x.doubles(), factors, shift);
    Arrays.setAll(sums, at -> sums[at] + residual.values()[at]);
    compare(results[0], at -> sums[at]);
    compareNormalised(results, at -> sums[at], tokens, weight, bias);
    compareSquares(results, features, 2, 2 * edges, 2);
  }

  @ParameterizedTest
  @CsvSource({"512, 64", "320, 32", "64, 16"})
  void otherProductsAreRefusedAndKernelsNamed(int features, int depth) {
    Tensor x = Tensor.random(random, WINDOWS, 1, depth);
    Tensor factors = Tensor.random(random, PARTS, depth, features);
    Tensor residual = Tensor.random(random, WINDOWS, 1, features);
    Tensor vector = Tensor.random(random, PARTS, features);
    Tensor epsilon = Tensor.real(new long[] {1}, 1e-6f);
    Tensor[] inputs = {x, factors, vector, residual, vector, vector, epsilon};
    GpuOperator operator = new ProductLayerNormOperator(false);
    CudaException refused =
        assertThrows(CudaException.class, () -> run(operator, residual.shape(), inputs));
    assertTrue(refused.getMessage().contains("Sampling.KERNELS"), refused.getMessage());
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
}
