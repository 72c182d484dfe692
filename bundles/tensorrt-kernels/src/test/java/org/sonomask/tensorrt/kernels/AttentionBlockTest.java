// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sonomask.tensorrt.kernels.OnProcessor.PARTS;
import static org.sonomask.tensorrt.kernels.OnProcessor.WINDOWS;
import static org.sonomask.tensorrt.kernels.OnProcessor.compare;
import static org.sonomask.tensorrt.kernels.OnProcessor.compareNormalised;
import static org.sonomask.tensorrt.kernels.OnProcessor.products;
import static org.sonomask.tensorrt.kernels.OnProcessor.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half a transformer's block in one kernel is what its steps are one after the other. */
class AttentionBlockTest {
  private static final int HEAD = 64;

  @TempDir static Path directory;

  private final SplittableRandom random = new SplittableRandom(5);

  @BeforeAll
  static void compile() throws Exception {
    OnProcessor.compile(directory);
  }

  @ParameterizedTest
  @CsvSource({"1, 110, 49", "2, 41, 5", "5, 51, 33", "5, 109, 49"})
  void itAttendsAndNormalises(int heads, int tokens, int keys) throws Exception {
    int features = HEAD * heads;
    Tensor[] inputs = inputs(features, tokens, keys);
    float[][] results = run(new AttentionBlockOperator(), inputs[0].shape(), inputs);
    double[] queries = products(inputs[0].doubles(), inputs[1], inputs[2]);
    double[] mixed = new double[queries.length];
    Arrays.setAll(mixed, at -> mixed(queries, inputs[3], tokens, features, at));
    double[] sums = products(mixed, inputs[4], inputs[5]);
    Arrays.setAll(sums, at -> sums[at] + inputs[6].values()[at]);
    compare(results[0], at -> sums[at]);
    compareNormalised(results, at -> sums[at], tokens, inputs[7], inputs[8]);
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 64", "5, 209, 49", "2, 196, 65", "3, 196, 49"})
  void whatABlockHasNoRoomForIsRefusedAndKernelsNamed(int heads, int tokens, int keys) {
    Tensor[] inputs = inputs(heads * HEAD, tokens, keys);
    CudaException refused =
        assertThrows(
            CudaException.class,
            () -> run(new AttentionBlockOperator(), inputs[0].shape(), inputs));
    assertTrue(refused.getMessage().contains("Sampling.KERNELS"), refused.getMessage());
  }

  @Test
  void keysOfMoreWindowsThanABlockHasRoomForAreRefused() {
    Tensor tokens = Tensor.random(random, 2 * WINDOWS, 40, HEAD);
    Tensor pairs = Tensor.random(random, 2 * WINDOWS, 49, 2 * HEAD);
    Tensor[] inputs = inputs(HEAD, 40, 49);
    inputs[0] = tokens;
    inputs[3] = pairs;
    inputs[6] = tokens;
    CudaException refused =
        assertThrows(
            CudaException.class, () -> run(new AttentionBlockOperator(), tokens.shape(), inputs));
    assertTrue(refused.getMessage().contains("Sampling.KERNELS"), refused.getMessage());
  }

  private Tensor[] inputs(int features, int tokens, int keys) {
    return new Tensor[] {
      Tensor.random(random, WINDOWS, tokens, features),
      small(PARTS, features, features),
      small(PARTS, features),
      Tensor.random(random, WINDOWS, keys, 2 * features),
      small(PARTS, features, features),
      small(PARTS, features),
      Tensor.random(random, WINDOWS, tokens, features),
      Tensor.random(random, PARTS, features),
      Tensor.random(random, PARTS, features),
      Tensor.real(new long[] {1}, 1e-6f)
    };
  }

  /** So small that softmax has more than one to choose from. */
  private Tensor small(long... shape) {
    return Tensor.random(random, shape).by(1 / 16f);
  }

  private static double mixed(double[] queries, Tensor pairs, int tokens, int features, int at) {
    int keys = (int) pairs.shape()[1];
    int window = at / features / tokens;
    int head = at % features / HEAD * HEAD;
    double mass = 0;
    double mixed = 0;
    for (int key = 0; key < keys; key++) {
      int pair = (window * keys + key) * 2 * features;
      double score = 0;
      for (int i = 0; i < HEAD; i++) {
        score += queries[at / features * features + head + i] * pairs.values()[pair + head + i];
      }
      double weight = Math.exp(score / 8);
      mass += weight;
      mixed += weight * pairs.values()[pair + features + at % features];
    }
    return mixed / mass;
  }
}
