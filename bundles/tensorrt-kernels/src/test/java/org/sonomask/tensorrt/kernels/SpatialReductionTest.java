// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.tensorrt.kernels.OnProcessor.PARTS;
import static org.sonomask.tensorrt.kernels.OnProcessor.WINDOWS;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and values of squares are what the three steps one after the other make of them. */
class SpatialReductionTest {
  @TempDir static Path directory;

  private final SplittableRandom random = new SplittableRandom(9);

  @BeforeAll
  static void compile() throws Exception {
    OnProcessor.compile(directory);
  }

  @ParameterizedTest
  @CsvSource({"64, 512, 33", "128, 128, 7", "320, 128, 7", "320, 896, 33"})
  void squaresAreMultipliedNormalisedAndMultiplied(int features, int depth, int keys)
      throws Exception {
    // Each square is four tokens.
    Tensor squares = Tensor.random(random, WINDOWS, 4L * keys, depth / 4);
    Tensor factors = Tensor.random(random, PARTS, depth, features);
    Tensor shift = Tensor.random(random, PARTS, features);
    Tensor weight = Tensor.random(random, PARTS, features).by(1 / 16f);
    Tensor bias = Tensor.random(random, PARTS, features).by(1 / 16f);
    Tensor pairs = Tensor.random(random, PARTS, features, 2 * features);
    Tensor none = Tensor.random(random, PARTS, 2 * features).by(0);
    double[] reduced = OnProcessor.products(squares.doubles(), factors, shift);
    double[] normal = new double[reduced.length];
    Arrays.setAll(normal, OnProcessor.normalised(at -> reduced[at], keys, weight, bias));
    double[] expected = OnProcessor.products(normal, pairs, none);
    float[] results =
        OnProcessor.run(
            new SpatialReductionOperator(),
            new long[] {WINDOWS, keys, 2L * features},
            squares,
            factors,
            shift,
            weight,
            bias,
            pairs,
            epsilons(keys))[0];
    OnProcessor.compare(results, at -> expected[at]);
  }

  private static Tensor epsilons(int keys) {
    float[] epsilons = new float[keys];
    Arrays.fill(epsilons, 1e-6f);
    return Tensor.real(new long[] {keys}, epsilons);
  }

  @Test
  void otherFeaturesAreRefusedAndKernelsNamed() {
    Tensor squares = Tensor.random(random, WINDOWS, 4, 64);
    Tensor factors = Tensor.random(random, PARTS, 64, 512);
    Tensor rest = Tensor.random(random, PARTS, 512);
    Tensor epsilon = epsilons(4);
    long[] shape = {WINDOWS, 4, 1024};
    GpuOperator operator = new SpatialReductionOperator();
    CudaException refused =
        assertThrows(
            CudaException.class,
            () ->
                OnProcessor.run(
                    operator, shape, squares, factors, rest, rest, rest, rest, epsilon));
    assertTrue(refused.getMessage().contains("Sampling.KERNELS"), refused.getMessage());
  }
}
