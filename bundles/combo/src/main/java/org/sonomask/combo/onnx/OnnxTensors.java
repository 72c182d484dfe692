// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;
import org.sonomask.combo.tensor.Tensors;

/**
 * Writes a network down as nodes of opset 17, with operators that ONNX Runtime and TensorRT both
 * have. TensorRT casts bytes from and to floating point alone, and only inputs and outputs may be
 * bytes. Shapes are followed by {@link ShapeTensors}.
 */
class OnnxTensors implements Tensors<Value> {
  final OnnxGraph graph;
  private final Set<String> shown;
  private final Set<String> forced;
  final ShapeTensors shapes = new ShapeTensors();

  /**
   * Starts.
   *
   * @param shown named tensors that become outputs
   * @param forced named bool tensors that become uint8 inputs
   */
  OnnxTensors(OnnxGraph graph, Set<String> shown, Set<String> forced) {
    this.graph = graph;
    this.shown = shown;
    this.forced = forced;
  }

  @Override
  public Value parameter(Parameter parameter) {
    shapes.parameter(parameter);
    return graph.parameter(parameter);
  }

  @Override
  public Value constant(float[] values, long... shape) {
    return graph.constant(values, shapes.constant(values, shape));
  }

  @Override
  public Value indices(long[] values, long... shape) {
    return graph.indices(values, shapes.indices(values, shape));
  }

  @Override
  public long[] shape(Value x) {
    return x.shape().clone();
  }

  @Override
  public Value named(String name, Value x) {
    if (shown.contains(name)) {
      graph.output(name, x);
    }
    if (!forced.contains(name)) {
      return x;
    }
    return cast(graph.input("forced_" + name, ElementType.UINT8, x.shape()), x.type());
  }

  @Override
  public Value add(Value a, Value b) {
    return real("Add", shapes.add(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value subtract(Value a, Value b) {
    return real("Sub", shapes.subtract(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return real("Mul", shapes.multiply(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value divide(Value a, Value b) {
    return real("Div", shapes.divide(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value scale(Value x, double factor) {
    return real("Mul", x.shape(), List.of(x, scalar(factor)));
  }

  @Override
  public Value shift(Value x, double offset) {
    return real("Add", x.shape(), List.of(x, scalar(offset)));
  }

  @Override
  public Value relu(Value x) {
    return real("Relu", x.shape(), List.of(x));
  }

  @Override
  public Value gelu(Value x) {
    Value root = real("Div", x.shape(), List.of(x, scalar(Math.sqrt(2))));
    Value erf = shift(real("Erf", x.shape(), List.of(root)), 1);
    return scale(multiply(x, erf), 0.5);
  }

  @Override
  public Value sigmoid(Value x) {
    return real("Sigmoid", x.shape(), List.of(x));
  }

  @Override
  public Value exp(Value x) {
    return real("Exp", x.shape(), List.of(x));
  }

  @Override
  public Value log(Value x) {
    return real("Log", x.shape(), List.of(x));
  }

  @Override
  public Value clamp(Value x, double low, double high) {
    return real("Clip", x.shape(), List.of(x, scalar(low), scalar(high)));
  }

  @Override
  public Value less(Value a, Value b) {
    List<Value> operands = List.of(operand(a), operand(b));
    return graph.add("Less", ElementType.BOOL, shapes.less(a.shape(), b.shape()), operands);
  }

  @Override
  public Value all(Value x, int axis) {
    return cast(reduced("ReduceMin", toFloat(x), axis), ElementType.BOOL);
  }

  private Value reduced(String operation, Value x, int... axes) {
    long[] shape = shapes.mean(x.shape(), axes);
    return real(operation, shape, List.of(x), Attribute.numbers("axes", axes));
  }

  @Override
  public Value and(Value a, Value b) {
    return graph.add("And", ElementType.BOOL, shapes.and(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value not(Value x) {
    return graph.add("Not", ElementType.BOOL, x.shape(), List.of(x));
  }

  @Override
  public Value where(Value condition, Value a, Value b) {
    long[] shape = shapes.where(condition.shape(), a.shape(), b.shape());
    return real("Where", shape, List.of(condition, a, b));
  }

  @Override
  public Value toFloat(Value x) {
    return x.type().real() ? operand(x) : cast(x, working());
  }

  @Override
  public Value toByte(Value x) {
    return cast(toFloat(x), ElementType.UINT8);
  }

  @Override
  public Value toIndex(Value x) {
    return cast(toFloat(x), ElementType.INT64);
  }

  @Override
  public Value matmul(Value a, Value b) {
    return real("MatMul", shapes.matmul(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value linear(Value x, Value weight, Value bias) {
    long[] shape = shapes.linear(x.shape(), weight.shape(), bias == null ? null : bias.shape());
    Value product = real("MatMul", shape, List.of(x, transpose(weight, 1, 0)));
    return bias == null ? product : add(product, bias);
  }

  @Override
  public Value conv2d(Value x, Value weight, Value bias, int stride, int padding, int groups) {
    long[] shape =
        shapes.conv2d(
            x.shape(), weight.shape(), bias == null ? null : bias.shape(), stride, padding, groups);
    return real(
        "Conv",
        shape,
        bias == null ? List.of(x, weight) : List.of(x, weight, bias),
        Attribute.numbers("kernel_shape", (int) weight.shape()[2], (int) weight.shape()[3]),
        Attribute.numbers("strides", stride, stride),
        Attribute.numbers("pads", padding, padding, padding, padding),
        Attribute.number("group", groups));
  }

  @Override
  public Value softmax(Value x, int axis) {
    return real(
        "Softmax", shapes.softmax(x.shape(), axis), List.of(x), Attribute.number("axis", axis));
  }

  @Override
  public Value layerNorm(Value x, Value weight, Value bias, double epsilon) {
    long[] shape = shapes.layerNorm(x.shape(), weight.shape(), bias.shape(), epsilon);
    return real(
        "LayerNormalization",
        shape,
        List.of(x, weight, bias),
        Attribute.number("axis", -1),
        Attribute.real("epsilon", epsilon));
  }

  @Override
  public Value groupNorm(Value x, int groups, Value weight, Value bias, double epsilon) {
    long[] shape = shapes.groupNorm(x.shape(), groups, weight.shape(), bias.shape(), epsilon);
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    Value grouped = reshape(x, shape[0], groups, shape[1] / groups * shape[2] * shape[3]);
    Value normal =
        real(
            "InstanceNormalization",
            grouped.shape(),
            List.of(grouped, constant(ones, groups), constant(new float[groups], groups)),
            Attribute.real("epsilon", epsilon));
    Value scaled = multiply(reshape(normal, shape), reshape(weight, shape[1], 1, 1));
    return add(scaled, reshape(bias, shape[1], 1, 1));
  }

  @Override
  public Value batchNorm(
      Value x,
      Parameter weight,
      Parameter bias,
      Parameter mean,
      Parameter variance,
      double epsilon) {
    long[] shape = shapes.batchNorm(x.shape(), weight, bias, mean, variance, epsilon);
    return real(
        "BatchNormalization",
        shape,
        List.of(x, parameter(weight), parameter(bias), parameter(mean), parameter(variance)),
        Attribute.real("epsilon", epsilon));
  }

  @Override
  public Value mean(Value x, int... axes) {
    return reduced("ReduceMean", x, axes);
  }

  @Override
  public Value sum(Value x, int... axes) {
    long[] wide = Arrays.stream(axes).asLongStream().toArray();
    return real("ReduceSum", shapes.sum(x.shape(), axes), List.of(x, indices(wide, wide.length)));
  }

  @Override
  public Value max(Value x, int axis) {
    return reduced("ReduceMax", x, axis);
  }

  @Override
  public Value argMax(Value x, int axis) {
    return graph.add(
        "ArgMax",
        ElementType.INT64,
        shapes.argMax(x.shape(), axis),
        List.of(x),
        Attribute.number("axis", axis),
        Attribute.number("keepdims", 0));
  }

  @Override
  public Value maxPool(Value x, int kernel, int stride, int padding) {
    return real(
        "MaxPool",
        shapes.maxPool(x.shape(), kernel, stride, padding),
        List.of(x),
        Attribute.numbers("kernel_shape", kernel, kernel),
        Attribute.numbers("strides", stride, stride),
        Attribute.numbers("pads", padding, padding, padding, padding));
  }

  @Override
  public Value reshape(Value x, long... shape) {
    long[] result = shapes.reshape(x.shape(), shape);
    long[] target = Arrays.stream(result).map(size -> Math.max(size, -1)).toArray();
    return graph.add("Reshape", x.type(), result, List.of(x, indices(target, target.length)));
  }

  @Override
  public Value transpose(Value x, int... order) {
    return graph.add(
        "Transpose",
        x.type(),
        shapes.transpose(x.shape(), order),
        List.of(x),
        Attribute.numbers("perm", order));
  }

  @Override
  public Value pad(Value x, int before, int after) {
    long[] amounts = {0, 0, before, before, 0, 0, after, after};
    return real(
        "Pad", shapes.pad(x.shape(), before, after), List.of(x, indices(amounts, amounts.length)));
  }

  @Override
  public Value concat(int axis, List<Value> parts) {
    List<long[]> sizes = parts.stream().map(Value::shape).toList();
    List<Value> operands = parts.stream().map(this::operand).toList();
    return graph.add(
        "Concat",
        operands.get(0).type(),
        shapes.concat(axis, sizes),
        operands,
        Attribute.number("axis", axis));
  }

  @Override
  public Value slice(Value x, int axis, long from, long to) {
    List<Value> inputs =
        List.of(
            x,
            indices(new long[] {from}, 1),
            indices(new long[] {to}, 1),
            indices(new long[] {axis}, 1));
    return graph.add("Slice", x.type(), shapes.slice(x.shape(), axis, from, to), inputs);
  }

  @Override
  public Value gather(Value x, int axis, Value indices) {
    return graph.add(
        "Gather",
        x.type(),
        shapes.gather(x.shape(), axis, indices.shape()),
        List.of(x, indices),
        Attribute.number("axis", axis));
  }

  @Override
  public Value gridSample(Value x, Value grid) {
    return real(
        "GridSample",
        shapes.gridSample(x.shape(), grid.shape()),
        List.of(x, grid),
        Attribute.text("mode", "bilinear"),
        Attribute.text("padding_mode", "zeros"),
        Attribute.number("align_corners", 0));
  }

  @Override
  public Value resizeBilinear(Value x, int height, int width) {
    float[] scales = {1, 1, factor(x.shape()[2], height), factor(x.shape()[3], width)};
    Value none = new Value("", ElementType.FLOAT32);
    return graph.add(
        "Resize",
        working(),
        shapes.resizeBilinear(x.shape(), height, width),
        List.of(operand(x), none, graph.constant(scales, scales.length)),
        Attribute.text("mode", "linear"),
        Attribute.text("coordinate_transformation_mode", "half_pixel"));
  }

  /** A factor whose product with the old size, rounded down, is the new size. */
  private static float factor(long from, int to) {
    float factor = (float) to / from;
    return Math.floor((double) from * factor) < to ? Math.nextUp(factor) : factor;
  }

  private Value scalar(double value) {
    return graph.constant(new float[] {(float) value});
  }

  /** The type that real numbers are computed in. */
  ElementType working() {
    return ElementType.FLOAT32;
  }

  /** A real number in the working type; anything else stays. */
  Value operand(Value x) {
    return x;
  }

  Value cast(Value x, ElementType type) {
    return graph.add("Cast", type, x.shape(), List.of(x), Attribute.number("to", type.code()));
  }

  /** A node of real numbers, all of the working type. */
  Value real(String operation, long[] shape, List<Value> from, Attribute... attributes) {
    List<Value> operands = from.stream().map(this::operand).toList();
    return graph.add(operation, working(), shape, operands, attributes);
  }
}
