// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.optimisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TorchDevice;

class AdamWTest {
  private static final String KEY = "layer.weight";

  @Test
  void twoStepsAreThoseOfTheFormula() {
    double decay = 0.1;
    double rate = 0.01;
    float[] gradient = {0.3f, -0.4f};
    ParameterStore store = store(2);
    store.write(KEY, new float[] {1, 2});
    AdamW optimiser = new AdamW(store, decay, 100);
    double[] expected = {1, 2};
    double[] mean = new double[2];
    double[] square = new double[2];
    for (int step = 1; step <= 2; step++) {
      step(store, optimiser, gradient, rate);
      for (int i = 0; i < 2; i++) {
        mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
        square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
        double unbiased = mean[i] / (1 - Math.pow(0.9, step));
        double spread = Math.sqrt(square[i] / (1 - Math.pow(0.999, step)));
        expected[i] = expected[i] * (1 - rate * decay) - rate * unbiased / (spread + 1e-8);
      }
    }
    float[] got = store.read(KEY);
    assertEquals(expected[0], got[0], 1e-6);
    assertEquals(expected[1], got[1], 1e-6);
    assertEquals(2, optimiser.steps());
  }

  @Test
  void aLongGradientIsClippedAndItsLengthTold() {
    ParameterStore clipped = store(2);
    ParameterStore small = store(2);
    AdamW first = new AdamW(clipped, 0, 0.01);
    AdamW second = new AdamW(small, 0, 0.01);
    step(clipped, first, new float[] {1, 0}, 0.1);
    step(small, second, new float[] {1, 0}, 0.1);
    double norm = step(clipped, first, new float[] {30, 40}, 0.1);
    step(small, second, new float[] {0.006f, 0.008f}, 0.1);
    assertEquals(50, norm, 1e-3);
    assertArrayEquals(small.read(KEY), clipped.read(KEY), 1e-5f);
  }

  @Test
  void theRateRisesThenFallsToNothing() {
    PolySchedule schedule = new PolySchedule(2, 4, 0.9);
    assertEquals(0.5, schedule.rate(0, 0), 1e-12);
    assertEquals(2, schedule.rate(3, 0), 1e-12);
    assertEquals(2 * Math.pow(0.5, 0.9), schedule.rate(100, 0.5), 1e-12);
    assertEquals(0, schedule.rate(1000, 1.1), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new PolySchedule(0, 0, 1));
  }

  private static ParameterStore store(int elements) {
    Parameter weight = new Parameter(KEY, Parameter.Role.WEIGHT, Initial.constant(0), elements);
    return new ParameterStore(TorchDevice.of("cpu"), List.of(weight), any -> 1);
  }

  private static double step(ParameterStore store, AdamW optimiser, float[] gradient, double rate) {
    try (PointerScope scope = new PointerScope()) {
      optimiser.zeroGradients();
      Tensor all = store.groups().get(0).gradients();
      all.narrow(0, 0, gradient.length).copy_(store.device().floats(gradient, gradient.length));
      return optimiser.step(rate).item_float();
    }
  }
}
