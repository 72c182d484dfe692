// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The product and the convolution behind it compute what they say, on this processor. */
class ProductDepthwiseGeluTest {
  private static final int WINDOWS = OnProcessor.WINDOWS;
  private static final int PARTS = OnProcessor.PARTS;
  private static final int PLACES = 9;

  @TempDir static Path directory;

  private final SplittableRandom random = new SplittableRandom(7);

  @BeforeAll
  static void compile() throws Exception {
    OnProcessor.compile(directory);
  }

  @ParameterizedTest
  @CsvSource({"14, 320, 8", "14, 320, 80", "28, 128, 32", "56, 64, 64"})
  void productsAreConvolvedPartByPart(int edge, int depth, int blocks) throws Exception {
    int hidden = 4 * depth;
    Tensor tokens = Tensor.random(random, WINDOWS, edge * edge, depth);
    Tensor factors = Tensor.random(random, PARTS, depth, hidden);
    Tensor shift = Tensor.random(random, PARTS, hidden);
    Tensor weights = Tensor.random(random, PARTS, PLACES, hidden).by(1 / 16f);
    Tensor bias = Tensor.random(random, PARTS, hidden);
    long[] shape = {WINDOWS, edge * edge, hidden};
    GpuOperator operator = new ProductDepthwiseGeluOperator(blocks);
    float[] result = OnProcessor.run(operator, shape, tokens, factors, shift, weights, bias)[0];
    double[] products = OnProcessor.products(tokens.doubles(), factors, shift);
    OnProcessor.compare(
        result, at -> OnProcessor.gelu(convolved(products, edge, weights, bias, at)));
  }

  private static double convolved(double[] maps, int edge, Tensor weights, Tensor bias, int at) {
    int hidden = (int) bias.shape()[1];
    int part = OnProcessor.part(at, edge * edge * hidden);
    int token = at / hidden % (edge * edge);
    double sum = bias.values()[part * hidden + at % hidden];
    for (int place = 0; place < PLACES; place++) {
      int down = place / 3 - 1;
      int right = place % 3 - 1;
      int y = token / edge + down;
      int x = token % edge + right;
      if (Math.min(x, y) >= 0 && Math.max(x, y) < edge) {
        sum +=
            maps[at + (down * edge + right) * hidden]
                * weights.values()[(part * PLACES + place) * hidden + at % hidden];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"49, 320, 1280", "196, 320, 640", "784, 128, 1024", "196, 512, 2048"})
  void othersAreRefusedAndKernelsNamed(int tokens, int depth, int hidden) {
    TensorDescription[] descriptions = {
      new TensorDescription(new long[] {WINDOWS, tokens, depth}, TensorDescription.HALF, 0),
      new TensorDescription(new long[] {PARTS, depth, hidden}, TensorDescription.HALF, 0)
    };
    Pointer[] none = {Pointer.NULL};
    GpuOperator operator = new ProductDepthwiseGeluOperator();
    CudaException refused =
        assertThrows(
            CudaException.class, () -> operator.launch(descriptions, none, none, Pointer.NULL));
    assertTrue(refused.getMessage().contains("Sampling.KERNELS"), refused.getMessage());
  }
}
