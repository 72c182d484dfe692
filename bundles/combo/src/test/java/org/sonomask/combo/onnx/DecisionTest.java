// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.network.Decision;

/** From scores to labels, as ONNX Runtime computes it. */
class DecisionTest {
  private static final int SIZE = 32;
  private static final int PIXELS = SIZE * SIZE;

  @Test
  void withTwoClassesAndAHalfBothDecisionsGiveTheSameLabels() throws Exception {
    float[] scores = scores(2);
    byte[] official = run(scores, 2, Decision.BEST_SCORE, 0.5)[0];
    byte[] share = run(scores, 2, Decision.SOUNDING_SHARE, 0.5)[0];
    assertArrayEquals(official, share);
    assertTrue(sum(share) > PIXELS / 4 && sum(share) < PIXELS * 3 / 4, "one label everywhere");
  }

  @Test
  void aPixelSoundsFromTheThresholdOnAndGetsItsBestSoundingClass() throws Exception {
    int classes = 5;
    double threshold = 0.85;
    float[] scores = scores(classes);
    byte[][] masks = run(scores, classes, Decision.SOUNDING_SHARE, threshold);
    int sounding = 0;
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      double share = share(scores, classes, pixel);
      if (Math.abs(share - threshold) > 1e-5) {
        int wanted = share > threshold ? best(scores, classes, pixel) : 0;
        assertEquals(wanted, masks[0][pixel], "pixel " + pixel);
        double part = share > threshold ? (share - threshold) / (1 - threshold) : share / threshold;
        double sure = share > threshold ? 0.5 + part / 2 : 1 - part / 2;
        assertEquals(255 * sure, masks[1][pixel] & 0xFF, 0.51, "pixel " + pixel);
        sounding += wanted == 0 ? 0 : 1;
      }
    }
    assertTrue(sounding > PIXELS / 10 && sounding < PIXELS * 9 / 10, sounding + " pixels sound");
  }

  @Test
  void whatNobodyClaimsDoesNotSound() throws Exception {
    byte[][] masks = run(new float[3 * PIXELS], 3, Decision.SOUNDING_SHARE, 0.4);
    assertEquals(0, sum(masks[0]));
  }

  @Test
  void aThresholdOutsideOfItsRangeIsRefused() {
    for (double wrong : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> new ModelMetadata("m", "1", "Apache-2.0", wrong));
    }
  }

  private static float[] scores(int classes) {
    SplittableRandom random = new SplittableRandom(7);
    float[] scores = new float[classes * PIXELS];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) random.nextDouble(3);
    }
    return scores;
  }

  private static double share(float[] scores, int classes, int pixel) {
    double sounding = 0;
    for (int label = 1; label < classes; label++) {
      sounding += scores[label * PIXELS + pixel];
    }
    return sounding / (sounding + scores[pixel]);
  }

  private static int best(float[] scores, int classes, int pixel) {
    int best = 1;
    for (int label = 2; label < classes; label++) {
      if (scores[label * PIXELS + pixel] > scores[best * PIXELS + pixel]) {
        best = label;
      }
    }
    return best;
  }

  private static int sum(byte[] labels) {
    int sum = 0;
    for (byte label : labels) {
      sum += label;
    }
    return sum;
  }

  /** Labels and confidence. */
  private static byte[][] run(float[] scores, int classes, Decision decision, double threshold)
      throws Exception {
    OnnxGraph graph = new OnnxGraph(parameter -> new float[0], false);
    OnnxTensors t = new OnnxTensors(graph, Set.of(), Set.of());
    Value input = graph.input("scores", ElementType.FLOAT32, -1, classes, SIZE, SIZE);
    OnnxModel.masks(graph, t, input, decision, threshold);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    OnnxModel.model(graph, "decision", Map.of()).writeTo(model);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(scores), new long[] {1, classes, SIZE, SIZE});
        OrtSession.Result result = session.run(Map.of("scores", tensor))) {
      return new byte[][] {bytes(result, "labels"), bytes(result, "confidence")};
    }
  }

  private static byte[] bytes(OrtSession.Result result, String name) {
    byte[] bytes = new byte[PIXELS];
    ((OnnxTensor) result.get(name).orElseThrow()).getByteBuffer().get(bytes);
    return bytes;
  }
}
