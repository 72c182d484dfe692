// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.tensor.Half;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;

/** Numbers that are rounded in the graph are those that half precision would have. */
class RoundedGraphTest {
  private static final int COUNT = 500;
  private static final float[] X = values(1);
  private static final float[] WEIGHT = values(2);

  @Test
  void whatIsStoredAndWhatIsComputedIsThatOfHalfPrecision() throws Exception {
    assertArrayEquals(
        products(RoundedGraphTest::half, RoundedGraphTest::half), run(Rounding.TO_HALF));
  }

  @Test
  void eachOfBothMayBeRoundedAlone() throws Exception {
    assertArrayEquals(products(RoundedGraphTest::half, x -> x), run(Rounding.stored("")));
    assertArrayEquals(products(x -> x, RoundedGraphTest::half), run(Rounding.computed("")));
  }

  @Test
  void aPartMayBeRoundedAlone() throws Exception {
    assertArrayEquals(products(RoundedGraphTest::half, x -> x), run(Rounding.stored("backbone.")));
    assertArrayEquals(products(x -> x, x -> x), run(Rounding.stored("decoder.")));
    assertArrayEquals(products(x -> x, x -> x), run(Rounding.computed("decoder.")));
  }

  @Test
  void otherWidthsAreRoundedToTheNearest() throws Exception {
    for (int bits : new int[] {8, 14, 20}) {
      DoubleUnaryOperator nearest = x -> nearest(x, bits);
      assertArrayEquals(products(nearest, nearest), run(Rounding.to(bits)), bits + " bits");
    }
    assertThrows(IllegalArgumentException.class, () -> Rounding.to(24));
  }

  private static float[] products(DoubleUnaryOperator stored, DoubleUnaryOperator computed) {
    float[] products = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      float taken = (float) computed.applyAsDouble(X[i]);
      products[i] = (float) computed.applyAsDouble(taken * (float) stored.applyAsDouble(WEIGHT[i]));
    }
    return products;
  }

  private static double half(double x) {
    return Half.toFloat(Half.fromFloat((float) x));
  }

  private static double nearest(double x, int bits) {
    double unit = Math.scalb(1.0, Math.getExponent(x) - bits + 1);
    return Math.rint(x / unit) * unit;
  }

  /** An input times a parameter, in half precision. */
  private static float[] run(Rounding rounding) throws Exception {
    RoundedGraph graph = new RoundedGraph(parameter -> WEIGHT, rounding);
    TensorRtForm form =
        new TensorRtForm(1, TensorRtForm.Numbers.HALF, TensorRtForm.Sampling.GRID_SAMPLE, true);
    TensorRtTensors t = new TensorRtTensors(graph, form);
    Value x = graph.input("x", ElementType.FLOAT32, COUNT);
    Parameter weight = new Parameter("backbone.weight", Role.WEIGHT, Initial.constant(0), COUNT);
    Value product = t.multiply(t.parameter(weight), x);
    Value moved = t.reshape(product, COUNT, 1);
    graph.output("y", t.precise(() -> t.toFloat(moved)));
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    OnnxModel.model(graph, "rounded", Map.of()).writeTo(model);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model.toByteArray(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(X), new long[] {COUNT});
          OrtSession.Result result = session.run(Map.of("x", input))) {
        float[] y = new float[COUNT];
        ((OnnxTensor) result.get("y").orElseThrow()).getFloatBuffer().get(y);
        return y;
      }
    }
  }

  private static float[] values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) random.nextDouble(-4, 4);
    }
    return values;
  }
}
