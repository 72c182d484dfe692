// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.TorchDevice;

class LossesTest {
  private static final int SIZE = 8;
  private static final int FRAMES = 5;
  private static final int CLASSES = 2;

  private final TorchDevice device = TorchDevice.of("cpu");

  @Test
  void aPerfectPredictionCostsNextToNothingAndAWrongOneMore() {
    try (PointerScope scope = new PointerScope()) {
      float perfect = total(20, 20);
      assertTrue(perfect < 0.01, "perfect " + perfect);
      assertTrue(total(-20, 20) > 1, "wrong class");
      assertTrue(total(20, 0) > 1, "no mask");
    }
  }

  @Test
  void framesThatAreAlikeAreConsistent() {
    try (PointerScope scope = new PointerScope()) {
      float[] still = new float[2 * FRAMES * 3];
      float[] turning = new float[still.length];
      for (int frame = 0; frame < 2 * FRAMES; frame++) {
        for (int value = 0; value < 3; value++) {
          still[frame * 3 + value] = value + 1 + (frame < FRAMES ? 0 : 5);
          turning[frame * 3 + value] = frame % 2 == 0 ? value + 1 : -value - 1;
        }
      }
      assertEquals(0, consistency(still), 1e-6);
      assertEquals(2 * Math.exp(-2), consistency(turning), 1e-6);
    }
  }

  private double consistency(float[] logits) {
    Tensor masks = device.floats(logits, 1, 2 * FRAMES, 1, 1, 3);
    return HostArrays.floats(ConsistencyLoss.of(masks, FRAMES))[0];
  }

  /** Two queries, one for the background and one for the class of the left half. */
  private float total(float classLogit, float maskLogit) {
    byte[][] labels = new byte[FRAMES][SIZE * SIZE];
    float[] classes = new float[FRAMES * 2 * (CLASSES + 1)];
    float[] masks = new float[FRAMES * 2 * SIZE * SIZE];
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int query = 0; query < 2; query++) {
        classes[(frame * 2 + query) * (CLASSES + 1) + query] = classLogit;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
          boolean left = pixel % SIZE < SIZE / 2;
          labels[frame][pixel] = (byte) (left ? 1 : 0);
          masks[(frame * 2 + query) * SIZE * SIZE + pixel] =
              left == (query == 1) ? maskLogit : -maskLogit;
        }
      }
    }
    Tensor classLogits = device.floats(classes, FRAMES, 2, CLASSES + 1);
    Tensor maskLogits = device.floats(masks, FRAMES, 2, SIZE, SIZE);
    LossSettings settings = LossSettings.OFFICIAL.withPoints(64);
    ComboCriterion criterion =
        new ComboCriterion(device, settings, (rows, points) -> corners(rows, points));
    int[] labelled = {0, 1, 2, 3, 4};
    LossTerms terms =
        criterion.losses(
            List.of(classLogits, classLogits),
            List.of(maskLogits, maskLogits),
            labelled,
            new Targets(device, labels, SIZE, SIZE));
    return terms.total(settings).item_float();
  }

  /** Centres of pixels, where the masks are known exactly. */
  private Tensor corners(long rows, long points) {
    float[] places = new float[(int) (rows * points * 2)];
    for (int i = 0; i < places.length / 2; i++) {
      places[2 * i] = (i % SIZE + 0.5f) / SIZE;
      places[2 * i + 1] = (i / SIZE % SIZE + 0.5f) / SIZE;
    }
    return device.floats(places, rows, points, 2);
  }
}
