// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.optimisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TorchDevice;

class WeightAverageTest {
  private static final String KEY = "layer.weight";

  private final ParameterStore store =
      new ParameterStore(
          TorchDevice.of("cpu"),
          List.of(new Parameter(KEY, Parameter.Role.WEIGHT, Initial.constant(0), 2)),
          parameter -> 1);

  @Test
  void olderWeightsCountEverLess() throws IOException {
    store.write(KEY, new float[] {1, 10});
    WeightAverage average = new WeightAverage(store, 0.75);
    store.write(KEY, new float[] {5, 10});
    average.add();
    store.write(KEY, new float[] {6, 10});
    average.add();
    assertArrayEquals(new float[] {3, 10}, average.during(() -> store.read(KEY)), 1e-6f);
  }

  @Test
  void theNetworkHasItsOwnWeightsAgainAfterwardsEvenIfReadingFails() {
    store.write(KEY, new float[] {1, 2});
    WeightAverage average = new WeightAverage(store, 0.5);
    store.write(KEY, new float[] {3, 4});
    assertThrows(
        IOException.class,
        () ->
            average.during(
                () -> {
                  throw new IOException("full disk");
                }));
    assertArrayEquals(new float[] {3, 4}, store.read(KEY));
  }

  @Test
  void withoutAnAverageTheWeightsThemselvesAreRead() throws IOException {
    WeightAverage none = new WeightAverage(store, 0);
    store.write(KEY, new float[] {7, 8});
    none.add();
    assertArrayEquals(new float[] {7, 8}, none.during(() -> store.read(KEY)));
  }

  @Test
  void anAverageThatNeverMovesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WeightAverage(store, 1));
  }
}
