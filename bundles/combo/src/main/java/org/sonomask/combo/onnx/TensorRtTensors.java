// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.tensor.DeformableSampling;
import org.sonomask.combo.tensor.DeformableSampling.Level;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Tensors;

/**
 * Writes a network down for TensorRT: real numbers in half precision but where the network asks for
 * more, stored tensors as they are used, normalisations inside of their convolutions.
 */
class TensorRtTensors extends OnnxTensors {
  private static final String SAMPLING = "SonomaskDeformableSampling";
  private static final String ENLARGED_SUM = "SonomaskEnlargedSum";

  private final TensorRtForm form;
  private final Map<List<Object>, Value> operands = new HashMap<>();
  private final Map<String, Filter> filters = new HashMap<>();
  private final Map<String, Value> unsliced = new HashMap<>();
  private ElementType working;

  /** A convolution without bias, as it was written down. */
  private record Filter(Value x, Value weight, int stride, int padding, int groups) {}

  TensorRtTensors(OnnxGraph graph, TensorRtForm form) {
    this(graph, form, Set.of());
  }

  /**
   * Starts.
   *
   * @param forced named bool tensors that become uint8 inputs
   */
  TensorRtTensors(OnnxGraph graph, TensorRtForm form, Set<String> forced) {
    super(graph, Set.of(), forced);
    this.form = form;
    this.working = form.numbers().half() ? ElementType.FLOAT16 : ElementType.FLOAT32;
  }

  @Override
  ElementType working() {
    return working;
  }

  /** Whether our own operators compute. */
  final boolean own() {
    return form.ownOperators();
  }

  @Override
  Value operand(Value x) {
    if (!x.type().real() || x.type() == working) {
      return x;
    }
    return operands.computeIfAbsent(
        List.of(x.name(), working),
        same ->
            graph
                .values(x)
                .map(values -> graph.derived(working, x.shape(), values))
                .orElseGet(() -> cast(x, working)));
  }

  @Override
  public List<List<Value>> twins(
      Value first,
      Value second,
      BiFunction<Tensors<Value>, Value, List<Value>> network,
      BiFunction<Tensors<Value>, Value, List<Value>> other,
      UnaryOperator<String> otherKey) {
    if (!form.together()) {
      return super.twins(first, second, network, other, otherKey);
    }
    Value both = concat(0, List.of(first, second));
    List<Value> levels = network.apply(new TwinTensors(graph, form, otherKey), both);
    long batch = first.shape()[0];
    return LongStream.of(0, batch)
        .mapToObj(from -> levels.stream().map(x -> slice(x, 0, from, from + batch)).toList())
        .toList();
  }

  @Override
  public Value precise(Supplier<Value> computation) {
    ElementType before = working;
    working = ElementType.FLOAT32;
    try {
      return computation.get();
    } finally {
      working = before;
    }
  }

  /**
   * TensorRT takes a product of halves that are cast to single precision, and whose result is cast
   * back, as one of halves that are added up in single precision.
   */
  @Override
  public Value linear(Value x, Value weight, Value bias) {
    long[] shape = shapes.linear(x.shape(), weight.shape(), bias == null ? null : bias.shape());
    Value product = product(shape, List.of(x, transpose(weight, 1, 0)));
    return bias == null ? product : add(product, bias);
  }

  /** One product, which our operator for sampling takes as it is. */
  @Override
  public List<Value> linears(Value x, List<Value> weights, List<Value> biases) {
    if (!own()) {
      return super.linears(x, weights, biases);
    }
    long out = weights.stream().mapToLong(weight -> weight.shape()[0]).sum();
    Value weight = joined(weights, out, weights.get(0).shape()[1]);
    Value all = linear(x, weight, joined(biases, out));
    List<Value> results = new ArrayList<>();
    long from = 0;
    for (Value part : weights) {
      results.add(slice(all, 2, from, from + part.shape()[0]));
      from += part.shape()[0];
    }
    unsliced.put(results.get(0).name(), all);
    return results;
  }

  /** Stored tensors one after the other. */
  final Value joined(List<Value> tensors, long... shape) {
    List<Supplier<float[]>> parts =
        tensors.stream().map(part -> graph.values(part).orElseThrow()).toList();
    return graph.derived(
        ElementType.FLOAT32,
        shape,
        () -> parts.stream().map(Supplier::get).reduce(DerivedWeights::joined).orElseThrow());
  }

  private Value widely(
      String operation, long[] shape, List<Value> halves, Attribute... attributes) {
    List<Value> wide = halves.stream().map(x -> cast(operand(x), ElementType.FLOAT32)).toList();
    return cast(
        graph.add(operation, ElementType.FLOAT32, shape, wide, attributes), ElementType.FLOAT16);
  }

  @Override
  public Value gelu(Value x) {
    return precise(() -> super.gelu(x));
  }

  @Override
  public Value reshape(Value x, long... shape) {
    return graph
        .values(x)
        .map(values -> graph.derived(x.type(), shapes.reshape(x.shape(), shape), values))
        .orElseGet(() -> super.reshape(x, shape));
  }

  @Override
  public Value transpose(Value x, int... order) {
    if (order.length == 2 && graph.values(x).isPresent()) {
      Supplier<float[]> values = graph.values(x).get();
      int rows = (int) x.shape()[0];
      int columns = (int) x.shape()[1];
      long[] shape = shapes.transpose(x.shape(), order);
      return graph.derived(
          x.type(), shape, () -> DerivedWeights.transposed(values.get(), rows, columns));
    }
    return super.transpose(x, order);
  }

  @Override
  public Value slice(Value x, int axis, long from, long to) {
    if (axis == 0 && graph.values(x).isPresent()) {
      Supplier<float[]> values = graph.values(x).get();
      long[] shape = shapes.slice(x.shape(), axis, from, to);
      return graph.derived(
          x.type(),
          shape,
          () -> DerivedWeights.rows(values.get(), x.shape()[0], (int) from, (int) to));
    }
    return super.slice(x, axis, from, to);
  }

  @Override
  public Value squaresToTokens(Value x, long height, long width, Value weight, Value bias) {
    int out = (int) weight.shape()[0];
    int in = (int) weight.shape()[1];
    int edge = (int) weight.shape()[2];
    Value squares = squares(x, height, width, edge);
    long[] shape = squares.shape();
    Supplier<float[]> values = graph.values(weight).orElseThrow();
    Value matrix =
        graph.derived(
            ElementType.FLOAT32,
            new long[] {shape[2], out},
            () -> DerivedWeights.matrix(values.get(), out, in, edge * edge));
    long[] result = {shape[0], shape[1], out};
    return add(product(result, List.of(squares, matrix)), bias);
  }

  /** Squares of tokens, [N, squares, edge · edge · features]; each line stays together. */
  Value squares(Value x, long height, long width, int edge) {
    long[] shape = x.shape();
    long rows = height / edge;
    long columns = width / edge;
    Value lines = reshape(x, shape[0], rows, edge, columns, edge * shape[2]);
    return reshape(
        transpose(lines, 0, 1, 3, 2, 4), shape[0], rows * columns, edge * edge * shape[2]);
  }

  final Value product(long[] shape, List<Value> factors) {
    boolean wide = working == ElementType.FLOAT16 && form.numbers() == Numbers.WIDE;
    return wide ? widely("MatMul", shape, factors) : real("MatMul", shape, factors);
  }

  @Override
  public Value pixelsToTokens(Value x, Value weight, Value bias) {
    long[] size = x.shape();
    Value tokens = transpose(reshape(x, size[0], size[1], size[2] * size[3]), 0, 2, 1);
    return linear(tokens, reshape(weight, weight.shape()[0], size[1]), bias);
  }

  @Override
  public Value conv2d(Value x, Value weight, Value bias, int stride, int padding, int groups) {
    Value y = super.conv2d(x, weight, bias, stride, padding, groups);
    if (bias == null) {
      filters.put(y.name(), new Filter(x, weight, stride, padding, groups));
    }
    return y;
  }

  @Override
  public Value batchNorm(
      Value x,
      Parameter weight,
      Parameter bias,
      Parameter mean,
      Parameter variance,
      double epsilon) {
    Filter filter = filters.get(x.name());
    if (filter == null) {
      return super.batchNorm(x, weight, bias, mean, variance, epsilon);
    }
    Supplier<float[]> kernel = graph.values(filter.weight()).orElseThrow();
    Supplier<float[]> scale = stored(weight);
    Supplier<float[]> offset = stored(bias);
    Supplier<float[]> middle = stored(mean);
    Supplier<float[]> spread = stored(variance);
    Value scaled =
        graph.derived(
            ElementType.FLOAT32,
            filter.weight().shape(),
            () ->
                DerivedWeights.scaled(
                    kernel.get(), DerivedWeights.factors(scale.get(), spread.get(), epsilon)));
    Value shift =
        graph.derived(
            ElementType.FLOAT32,
            weight.shape(),
            () -> {
              double[] factors = DerivedWeights.factors(scale.get(), spread.get(), epsilon);
              return DerivedWeights.shifts(offset.get(), middle.get(), factors);
            });
    return super.conv2d(
        filter.x(), scaled, shift, filter.stride(), filter.padding(), filter.groups());
  }

  private Supplier<float[]> stored(Parameter parameter) {
    return graph.values(parameter(parameter)).orElseThrow();
  }

  @Override
  public Value deformableSampling(
      DeformableSampling sampling, Value value, Value offsets, Value logits) {
    if (own()) {
      long[] sizes = sampling.levels().stream().flatMapToLong(TensorRtTensors::size).toArray();
      Value levels = graph.integers(ElementType.INT32, sizes, sampling.levels().size(), 2);
      Value choices = unsliced.get(offsets.name());
      return real(SAMPLING, value.shape(), List.of(value, choices, levels));
    }
    Supplier<Value> computation = () -> super.deformableSampling(sampling, value, offsets, logits);
    return form.preciseSampling() ? precise(computation) : computation.get();
  }

  private static LongStream size(Level level) {
    return LongStream.of(level.height(), level.width());
  }

  @Override
  public Value reducedLogits(
      Value logits, Value embeddings, Value features, int height, int width) {
    List<Object> same = List.of(features.name(), height, width);
    if (!operands.containsKey(same)) {
      long[] from = logits.shape();
      MaskReduction reduction = new MaskReduction(this, features, from[2], from[3], height, width);
      operands.put(same, transpose(reduction.features(), 0, 2, 1));
    }
    return matmul(embeddings, operands.get(same));
  }

  @Override
  public Value enlargedSum(Value logits, Value weights, int height, int width) {
    long[] shape = logits.shape();
    boolean fourfold = height == 4 * shape[2] && width == 4 * shape[3];
    if (!own() || !fourfold) {
      return super.enlargedSum(logits, weights, height, width);
    }
    Value half = operand(logits);
    return precise(
        () ->
            graph.add(
                ENLARGED_SUM,
                ElementType.FLOAT32,
                new long[] {shape[0], height, width},
                List.of(
                    half,
                    operand(reshape(weights, shape[0], shape[1])),
                    constant(DerivedWeights.places(height, (int) shape[2]), height),
                    constant(DerivedWeights.places(width, (int) shape[3]), width))));
  }
}
