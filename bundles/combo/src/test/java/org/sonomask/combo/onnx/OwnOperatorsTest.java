// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonomask.combo.network.Backbone;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.RandomSource;

/**
 * Transformers that are written with our operators yield what they yield without, when the
 * operators do what they say.
 */
class OwnOperatorsTest {
  private static final int BATCH = 2;
  private static final int EDGE = 224;
  private static final double TOLERANCE = 0.005;

  @ParameterizedTest
  @EnumSource(names = {"KERNELS", "FUSED"})
  void transformersYieldTheSame(Sampling sampling) throws Exception {
    TensorRtForm plain = new TensorRtForm(BATCH, Numbers.FULL, Sampling.GRID_SAMPLE, true);
    TensorRtForm own = new TensorRtForm(BATCH, Numbers.HALF, sampling, false);
    List<float[]> expected = levels(plain);
    List<float[]> actual = levels(own);
    for (int level = 0; level < expected.size(); level++) {
      double apart = apart(expected.get(level), actual.get(level));
      assertTrue(apart < TOLERANCE, "level " + level + " is " + apart + " apart");
    }
  }

  @Test
  void twinsHaveWeightsOfTheirOwn() throws Exception {
    List<float[]> levels = levels(new TensorRtForm(BATCH, Numbers.FULL, Sampling.KERNELS, false));
    assertTrue(apart(levels.get(3), levels.get(7)) > 1, "both yield the same");
  }

  private List<float[]> levels(TensorRtForm form) throws Exception {
    OnnxGraph graph = new OnnxGraph(OwnOperatorsTest::trained, false);
    OnnxTensors t = new TensorRtTensors(graph, form);
    Value picture = graph.input("picture", ElementType.FLOAT32, BATCH, 3, EDGE, EDGE);
    Value maskige = graph.input("maskige", ElementType.FLOAT32, BATCH, 3, EDGE, EDGE);
    Backbone image = BackboneKind.PVT_V2_B1.create("image");
    Backbone prior = BackboneKind.PVT_V2_B1.create("prior");
    int outputs = 0;
    for (List<Value> levels :
        t.twins(
            picture,
            maskige,
            image::features,
            prior::features,
            key -> key.replaceFirst("image", "prior"))) {
      for (Value level : levels) {
        graph.output("level" + outputs++, t.cast(level, ElementType.FLOAT32));
      }
    }
    Message model = OnnxModel.model(graph, "t", Map.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.writeTo(out);
    return run(OwnOperators.in(out.toByteArray()), outputs);
  }

  /** No bias is none and no normalisation is plain, as when weights have been trained. */
  private static float[] trained(Parameter parameter) {
    float[] values = new RandomSource(3).values(parameter);
    if (values.length == parameter.shape()[0]) {
      SplittableRandom random = new SplittableRandom(parameter.key().hashCode());
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) random.nextDouble() - 0.5f;
      }
    }
    return values;
  }

  private static List<float[]> run(byte[] model, int outputs) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    SplittableRandom random = new SplittableRandom(5);
    try (OrtSession session = environment.createSession(model);
        OnnxTensor picture = picture(environment, random);
        OnnxTensor maskige = picture(environment, random);
        OrtSession.Result result = session.run(Map.of("picture", picture, "maskige", maskige))) {
      List<float[]> levels = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        FloatBuffer values = ((OnnxTensor) result.get("level" + i).orElseThrow()).getFloatBuffer();
        float[] level = new float[values.remaining()];
        values.get(level);
        levels.add(level);
      }
      return levels;
    }
  }

  private static OnnxTensor picture(OrtEnvironment environment, SplittableRandom random)
      throws Exception {
    FloatBuffer values = FloatBuffer.allocate(BATCH * 3 * EDGE * EDGE);
    while (values.hasRemaining()) {
      values.put((float) (random.nextDouble() * 4 - 2));
    }
    return OnnxTensor.createTensor(environment, values.flip(), new long[] {BATCH, 3, EDGE, EDGE});
  }

  /** The root of the squared differences' share of all squares. */
  private static double apart(float[] expected, float[] actual) {
    double squares = 0;
    double differences = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = expected[i] - actual[i];
      squares += (double) expected[i] * expected[i];
      differences += difference * difference;
    }
    return Math.sqrt(differences / squares);
  }
}
