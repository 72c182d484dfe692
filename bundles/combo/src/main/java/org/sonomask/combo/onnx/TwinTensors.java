// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sonomask.combo.tensor.Parameter;

/**
 * Writes two transformers of one architecture down as one, so that there are half as many kernels
 * of twice the size: the first half of a batch is the first one's, the other half the second's, and
 * each stored tensor is a stack of both's, [2, ...].
 */
final class TwinTensors extends TensorRtTensors {
  private static final int TWINS = 2;

  private final UnaryOperator<String> otherKey;
  private final Map<String, Value> stacks = new HashMap<>();

  /**
   * Starts.
   *
   * @param otherKey the key of the second network's parameter for that of the first's
   */
  TwinTensors(OnnxGraph graph, TensorRtForm form, UnaryOperator<String> otherKey) {
    super(graph, form);
    this.otherKey = otherKey;
  }

  @Override
  public Value parameter(Parameter parameter) {
    return stacks.computeIfAbsent(parameter.key(), key -> stack(parameter));
  }

  private Value stack(Parameter parameter) {
    Parameter second =
        new Parameter(
            otherKey.apply(parameter.key()),
            parameter.role(),
            parameter.initial(),
            parameter.shape());
    return joined(
        List.of(super.parameter(parameter), super.parameter(second)), stacked(parameter.shape()));
  }

  private static long[] stacked(long... shape) {
    long[] result = new long[shape.length + 1];
    result[0] = TWINS;
    System.arraycopy(shape, 0, result, 1, shape.length);
    return result;
  }

  @Override
  public Value linear(Value x, Value weight, Value bias) {
    int out = (int) weight.shape()[1];
    int in = (int) weight.shape()[2];
    return products(x, each(weight, w -> DerivedWeights.transposed(w, out, in), in, out), bias);
  }

  @Override
  public Value squaresToTokens(Value x, long height, long width, Value weight, Value bias) {
    int out = (int) weight.shape()[1];
    int in = (int) weight.shape()[2];
    int edge = (int) weight.shape()[3];
    int places = edge * edge;
    Value matrices =
        each(weight, w -> DerivedWeights.matrix(w, out, in, places), (long) places * in, out);
    return products(squares(x, height, width, edge), matrices, bias);
  }

  /** Of x [2 · N, tokens, in] with matrices [2, in, out]. */
  private Value products(Value x, Value matrices, Value bias) {
    long[] shape = x.shape();
    long rows = shape[0] / TWINS * shape[1];
    long out = matrices.shape()[2];
    Value halves = reshape(x, TWINS, rows, shape[2]);
    Value product = product(new long[] {TWINS, rows, out}, List.of(halves, matrices));
    return reshape(add(product, reshape(bias, TWINS, 1, out)), shape[0], shape[1], out);
  }

  /** A stack whose both tensors are made of those of another. */
  private Value each(Value stack, UnaryOperator<float[]> computation, long... shape) {
    Supplier<float[]> values = graph.values(stack).orElseThrow();
    return graph.derived(
        ElementType.FLOAT32,
        stacked(shape),
        () -> {
          float[] both = values.get();
          return DerivedWeights.joined(
              computation.apply(DerivedWeights.rows(both, TWINS, 0, 1)),
              computation.apply(DerivedWeights.rows(both, TWINS, 1, TWINS)));
        });
  }

  @Override
  public Value layerNorm(Value x, Value weight, Value bias, double epsilon) {
    return normalSum(x, weight, bias, epsilon).orElseGet(() -> affine(x, weight, bias, epsilon));
  }

  private Value affine(Value x, Value weight, Value bias, double epsilon) {
    long[] shape = x.shape();
    int size = (int) shape[2];
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    Value normal =
        super.layerNorm(x, constant(ones, size), constant(new float[size], size), epsilon);
    Value halves = reshape(normal, TWINS, shape[0] / TWINS * shape[1], size);
    Value scaled = multiply(halves, reshape(weight, TWINS, 1, size));
    return reshape(add(scaled, reshape(bias, TWINS, 1, size)), shape);
  }

  @Override
  public Value depthwiseGelu(Value x, long height, long width, Value weight, Value bias) {
    if (!ownDepthwiseGelu(width)) {
      return apart(x, (y, i) -> super.depthwiseGelu(y, height, width, of(weight, i), of(bias, i)));
    }
    int features = (int) weight.shape()[1];
    int places = (int) (weight.shape()[3] * weight.shape()[4]);
    Value stack =
        each(weight, w -> DerivedWeights.transposed(w, features, places), places, features);
    return ownDepthwiseGelu(x, height, width, stack, bias);
  }

  @Override
  public Value conv2d(Value x, Value weight, Value bias, int stride, int padding, int groups) {
    if (weight.shape().length == 4) {
      return super.conv2d(x, weight, bias, stride, padding, groups);
    }
    return apart(x, (y, i) -> super.conv2d(y, of(weight, i), of(bias, i), stride, padding, groups));
  }

  /** Where no kernel takes both. */
  private Value apart(Value x, BiFunction<Value, Integer, Value> computation) {
    long half = x.shape()[0] / TWINS;
    Value first = computation.apply(slice(x, 0, 0, half), 0);
    return concat(0, List.of(first, computation.apply(slice(x, 0, half, 2 * half), 1)));
  }

  /** One tensor of a stack. */
  private Value of(Value stack, int number) {
    long[] shape = stack.shape();
    long[] one = new long[shape.length - 1];
    System.arraycopy(shape, 1, one, 0, one.length);
    return reshape(slice(stack, 0, number, number + 1L), one);
  }
}
