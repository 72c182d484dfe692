// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.ClassActivation;
import org.sonomask.combo.tensor.Parameter;

class ClassActivationTest {
  private static final int SIZE = 224;

  @TempDir private Path folder;

  @Test
  void whereTheLikeliestKindIsIsMarkedWithItsLabel() throws Exception {
    Path file = folder.resolve("maps.onnx");
    OnnxModel.activation(
            new ClassActivation(List.of(new int[] {3, 4}, new int[] {7})),
            List.of("background", "first", "second"),
            ClassActivationTest::weights,
            new ModelMetadata("maps", "1", "CC0-1.0"))
        .write(file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString())) {
      assertEquals(Set.of("frame", "prior", "log_mel"), session.getInputNames());
      Set<Integer> labels = new TreeSet<>();
      byte[] confidence = run(environment, session, labels);
      assertTrue(labels.contains(2), "nothing is marked");
      assertTrue(Set.of(0, 2).containsAll(labels), () -> "marked as " + labels);
      for (byte value : confidence) {
        assertTrue((value & 0xff) >= 127, "less sure than a toss");
      }
    }
  }

  private static byte[] run(OrtEnvironment environment, OrtSession session, Set<Integer> labels)
      throws Exception {
    byte[] frame = new byte[SIZE * SIZE * 3];
    new Random(1).nextBytes(frame);
    long[] map = {1, SIZE, SIZE};
    try (OnnxTensor picture = bytes(environment, frame, 1, SIZE, SIZE, 3);
        OnnxTensor prior = bytes(environment, new byte[SIZE * SIZE], map);
        OnnxTensor sound =
            OnnxTensor.createTensor(
                environment, FloatBuffer.allocate(96 * 64), new long[] {1, 1, 96, 64});
        OrtSession.Result result =
            session.run(Map.of("frame", picture, "prior", prior, "log_mel", sound))) {
      for (byte label : values(result, "labels")) {
        labels.add((int) label);
      }
      return values(result, "confidence");
    }
  }

  private static OnnxTensor bytes(OrtEnvironment environment, byte[] values, long... shape)
      throws Exception {
    return OnnxTensor.createTensor(environment, ByteBuffer.wrap(values), shape, OnnxJavaType.UINT8);
  }

  private static byte[] values(OrtSession.Result result, String name) {
    byte[] values = new byte[SIZE * SIZE];
    ((OnnxTensor) result.get(name).orElseThrow()).getByteBuffer().get(values);
    return values;
  }

  /** Random but for a classifier that is sure of label 7. */
  private static float[] weights(Parameter parameter) {
    Random random = new Random(parameter.key().hashCode());
    float[] values = new float[parameter.elements()];
    boolean kernel = parameter.key().endsWith(".w");
    double size = Math.sqrt(2.0 / parameter.fanIn());
    for (int i = 0; i < values.length; i++) {
      double drawn = kernel ? size * random.nextGaussian() : 0;
      values[i] = (float) (parameter.key().equals("fc.w") ? Math.abs(drawn) : drawn);
    }
    if (parameter.key().endsWith(".g")) {
      Arrays.fill(values, 0.7f);
    }
    if (parameter.key().equals("fc.b")) {
      values[7] = 50;
    }
    return values;
  }
}
