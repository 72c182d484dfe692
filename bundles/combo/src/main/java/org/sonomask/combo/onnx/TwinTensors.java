// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sonomask.combo.onnx.BlockSteps.Attention;
import org.sonomask.combo.onnx.BlockSteps.Product;
import org.sonomask.combo.onnx.BlockSteps.Reduction;
import org.sonomask.combo.tensor.Parameter;

/**
 * Writes two transformers of one architecture down as one, so that there are half as many kernels
 * of twice the size: the first half of a batch is the first one's, the other half the second's, and
 * each stored tensor is a stack of both's, [2, ...]. Biases are added by those operators of our own
 * that take the sums, for TensorRT has no product of stacks that adds them.
 */
final class TwinTensors extends TensorRtTensors {
  private static final String DEPTHWISE_GELU = "SonomaskDepthwiseGelu";
  private static final String PRODUCT_DEPTHWISE_GELU = "SonomaskProductDepthwiseGelu";
  private static final String ATTENTION = "SonomaskAttention";
  private static final String ADD_LAYER_NORM = "SonomaskAddLayerNorm";
  private static final String PRODUCT_LAYER_NORM = "SonomaskProductLayerNorm";
  private static final String ATTENTION_BLOCK = "SonomaskAttentionBlock";
  private static final String SPATIAL_REDUCTION = "SonomaskSpatialReduction";
  private static final int TWINS = 2;
  private static final int STRIP = 7;
  private static final int HEAD = 64;
  private static final int MOST_KEYS = 64;

  private final UnaryOperator<String> otherKey;
  private final Map<String, Value> stacks = new HashMap<>();
  private final Map<String, Biased> biased = new HashMap<>();
  private final BlockSteps steps;
  private final NormalSums sums;

  /** What has no bias yet, [2 · N, tokens, features], and the bias, [2, features]. */
  private record Biased(Value x, Value bias) {}

  /**
   * Starts.
   *
   * @param otherKey the key of the second network's parameter for that of the first's
   */
  TwinTensors(OnnxGraph graph, TensorRtForm form, UnaryOperator<String> otherKey) {
    super(graph, form);
    this.otherKey = otherKey;
    this.sums = new NormalSums(graph);
    this.steps = new BlockSteps(form);
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
    Value matrices = each(List.of(weight), w -> DerivedWeights.transposed(w[0], out, in), in, out);
    Optional<Reduction> reduction = steps.reduction(x, out);
    if (reduction.isPresent()) {
      return biased(pairs(reduction.get(), matrices), bias);
    }
    Biased from = biased.get(x.name());
    if (from == null) {
      return products(x, matrices, bias);
    }
    List<Value> parts = List.of(weight, from.bias(), bias);
    return products(
        from.x(), matrices, each(parts, p -> DerivedWeights.biases(p[0], p[1], p[2]), out));
  }

  @Override
  public Value squaresToTokens(Value x, long height, long width, Value weight, Value bias) {
    int out = (int) weight.shape()[1];
    int in = (int) weight.shape()[2];
    int edge = (int) weight.shape()[3];
    int places = edge * edge;
    Value matrices =
        each(
            List.of(weight),
            w -> DerivedWeights.matrix(w[0], out, in, places),
            (long) places * in,
            out);
    return products(squares(x, height, width, edge), matrices, bias);
  }

  /** Keys and values of squares, by an operator that reduces these first. */
  private Value pairs(Reduction of, Value matrices) {
    long[] shape = of.squares().x().shape();
    List<Value> from = new ArrayList<>();
    Value squares = steps.squares(of.squares().x());
    Value[] halves = {
      squares, of.squares().matrices(), of.shift(), of.weight(), of.bias(), matrices
    };
    Arrays.stream(halves).map(this::operand).forEach(from::add);
    float[] epsilons = new float[(int) shape[1]];
    Arrays.fill(epsilons, (float) of.epsilon());
    from.add(graph.constant(epsilons, shape[1]));
    long[] result = {shape[0], shape[1], matrices.shape()[2]};
    return graph.add(SPATIAL_REDUCTION, working(), result, from);
  }

  /** Of x [2 · N, tokens, in] with matrices [2, in, out]. */
  private Value products(Value x, Value matrices, Value bias) {
    long[] shape = x.shape();
    long rows = shape[0] / TWINS * shape[1];
    long out = matrices.shape()[2];
    Value halves = reshape(x, TWINS, rows, shape[2]);
    Value product = product(new long[] {TWINS, rows, out}, List.of(halves, matrices));
    Value result = reshape(product, shape[0], shape[1], out);
    steps.multiplied(result, x, matrices);
    return biased(result, bias);
  }

  /** A sum that is there for those who do not take its parts. */
  private Value biased(Value x, Value bias) {
    Value sum = eachTwin(x, bias, this::add);
    biased.put(sum.name(), new Biased(x, bias));
    return sum;
  }

  /** Of x [2 · N, tokens, features] and a stack of vectors. */
  private Value eachTwin(Value x, Value stack, BinaryOperator<Value> computation) {
    long[] shape = x.shape();
    Value halves = reshape(x, TWINS, shape[0] / TWINS * shape[1], shape[2]);
    return reshape(computation.apply(halves, reshape(stack, TWINS, 1, shape[2])), shape);
  }

  @Override
  public Value add(Value a, Value b) {
    Value sum = super.add(a, b);
    Biased second = biased.get(b.name());
    if (second != null && own()) {
      remember(sum, operand(a), second);
    }
    return sum;
  }

  /** Remembers a sum by the operator that computes the most of what it is of. */
  private void remember(Value sum, Value first, Biased second) {
    Value bias = operand(second.bias());
    Optional<Product> product = steps.product(second.x());
    Optional<Attention> attention = product.flatMap(steps::attention);
    if (attention.isPresent()) {
      Attention of = attention.get();
      Value queries = operand(of.queries().matrices());
      Value matrices = operand(product.get().matrices());
      Value shift = operand(of.shift());
      Value x = of.queries().x();
      sums.add(sum, ATTENTION_BLOCK, x, queries, shift, of.pairs(), matrices, bias, first);
    } else if (product.filter(steps::normalises).isPresent()) {
      Value matrices = operand(product.get().matrices());
      sums.add(sum, PRODUCT_LAYER_NORM, product.get().x(), matrices, bias, first);
    } else {
      sums.add(sum, ADD_LAYER_NORM, first, second.x(), bias);
    }
  }

  /** A stack whose both tensors are made of those of others. */
  private Value each(List<Value> stacks, Function<float[][], float[]> computation, long... shape) {
    List<Supplier<float[]>> values =
        stacks.stream().map(stack -> graph.values(stack).orElseThrow()).toList();
    return graph.derived(
        ElementType.FLOAT32,
        stacked(shape),
        () -> {
          List<float[]> both = values.stream().map(Supplier::get).toList();
          return DerivedWeights.joined(
              computation.apply(one(both, 0)), computation.apply(one(both, 1)));
        });
  }

  private static float[][] one(List<float[]> stacks, int number) {
    return stacks.stream()
        .map(both -> DerivedWeights.rows(both, TWINS, number, number + 1))
        .toArray(float[][]::new);
  }

  @Override
  public Value layerNorm(Value x, Value weight, Value bias, double epsilon) {
    Optional<Value> normal =
        own() ? sums.normalised(x, operand(weight), operand(bias), epsilon) : Optional.empty();
    return normal.orElseGet(() -> affine(x, weight, bias, epsilon));
  }

  private Value affine(Value x, Value weight, Value bias, double epsilon) {
    int size = (int) x.shape()[2];
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    Value normal =
        super.layerNorm(x, constant(ones, size), constant(new float[size], size), epsilon);
    Value result = eachTwin(eachTwin(normal, weight, this::multiply), bias, this::add);
    Biased from = biased.get(x.name());
    if (from != null) {
      steps.normalised(result, from.x(), from.bias(), weight, bias, epsilon);
    }
    return result;
  }

  @Override
  Value squares(Value x, long height, long width, int edge) {
    long[] shape = x.shape();
    Optional<Value> made = sums.squares(x, height, width, edge);
    if (made.isEmpty()) {
      return super.squares(x, height, width, edge);
    }
    long places = (long) edge * edge;
    Value factor = reshape(made.get(), shape[0], shape[1] / places, places * shape[2]);
    steps.reshaped(factor, made.get());
    return factor;
  }

  @Override
  public Value depthwiseGelu(Value x, long height, long width, Value weight, Value bias) {
    Biased from = biased.get(x.name());
    if (from == null || !own() || width % STRIP != 0) {
      return apart(x, (y, i) -> super.depthwiseGelu(y, height, width, of(weight, i), of(bias, i)));
    }
    int features = (int) weight.shape()[1];
    int places = (int) (weight.shape()[3] * weight.shape()[4]);
    Value stack =
        each(
            List.of(weight),
            w -> DerivedWeights.transposed(w[0], features, places),
            places,
            features);
    Optional<Product> product = steps.convolved(from.x(), height, width);
    if (product.isPresent()) {
      Product of = product.get();
      List<Value> inputs = List.of(of.x(), of.matrices(), from.bias(), stack, bias);
      return real(PRODUCT_DEPTHWISE_GELU, x.shape(), inputs);
    }
    Value map = reshape(from.x(), x.shape()[0], height, width, features);
    List<Value> inputs = List.of(map, from.bias(), stack, bias);
    return reshape(real(DEPTHWISE_GELU, map.shape(), inputs), x.shape());
  }

  /**
   * A shift of all keys shifts all scores of a query alike, which softmax does not see; one of all
   * values is one of what it mixes.
   */
  @Override
  public Value attention(Value queries, Value pairs, int heads) {
    Biased asked = biased.get(queries.name());
    Biased from = biased.get(pairs.name());
    long[] shape = queries.shape();
    boolean fits = shape[2] == (long) HEAD * heads && pairs.shape()[1] <= MOST_KEYS;
    if (asked == null || from == null || !own() || !fits) {
      return super.attention(queries, pairs, heads);
    }
    Value mixed = real(ATTENTION, shape, List.of(asked.x(), asked.bias(), from.x()));
    steps.attended(mixed, asked.x(), asked.bias(), from.x(), heads);
    return biased(
        mixed, each(List.of(from.bias()), b -> DerivedWeights.rows(b[0], 2, 1, 2), shape[2]));
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
