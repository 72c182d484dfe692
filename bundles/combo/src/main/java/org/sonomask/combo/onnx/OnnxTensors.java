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
final class OnnxTensors implements Tensors<Value> {
  private final OnnxGraph graph;
  private final Set<String> shown;
  private final Set<String> forced;
  private final ShapeTensors shapes = new ShapeTensors();

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
    return float32("Add", shapes.add(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value subtract(Value a, Value b) {
    return float32("Sub", shapes.subtract(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return float32("Mul", shapes.multiply(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value divide(Value a, Value b) {
    return float32("Div", shapes.divide(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value scale(Value x, double factor) {
    return float32("Mul", x.shape(), List.of(x, scalar(factor)));
  }

  @Override
  public Value shift(Value x, double offset) {
    return float32("Add", x.shape(), List.of(x, scalar(offset)));
  }

  @Override
  public Value relu(Value x) {
    return float32("Relu", x.shape(), List.of(x));
  }

  @Override
  public Value gelu(Value x) {
    Value root = float32("Div", x.shape(), List.of(x, scalar(Math.sqrt(2))));
    Value erf = shift(float32("Erf", x.shape(), List.of(root)), 1);
    return scale(multiply(x, erf), 0.5);
  }

  @Override
  public Value sigmoid(Value x) {
    return float32("Sigmoid", x.shape(), List.of(x));
  }

  @Override
  public Value exp(Value x) {
    return float32("Exp", x.shape(), List.of(x));
  }

  @Override
  public Value log(Value x) {
    return float32("Log", x.shape(), List.of(x));
  }

  @Override
  public Value clamp(Value x, double low, double high) {
    return float32("Clip", x.shape(), List.of(x, scalar(low), scalar(high)));
  }

  @Override
  public Value less(Value a, Value b) {
    return graph.add("Less", ElementType.BOOL, shapes.less(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value all(Value x, int axis) {
    Value least =
        float32(
            "ReduceMin",
            shapes.all(x.shape(), axis),
            List.of(toFloat(x)),
            Attribute.numbers("axes", axis));
    return cast(least, ElementType.BOOL);
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
    return float32("Where", shape, List.of(condition, a, b));
  }

  @Override
  public Value toFloat(Value x) {
    return x.type() == ElementType.FLOAT32 ? x : cast(x, ElementType.FLOAT32);
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
    return float32("MatMul", shapes.matmul(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public Value linear(Value x, Value weight, Value bias) {
    long[] shape = shapes.linear(x.shape(), weight.shape(), bias == null ? null : bias.shape());
    Value product = float32("MatMul", shape, List.of(x, transpose(weight, 1, 0)));
    return bias == null ? product : add(product, bias);
  }

  @Override
  public Value conv2d(Value x, Value weight, Value bias, int stride, int padding, int groups) {
    long[] shape =
        shapes.conv2d(
            x.shape(), weight.shape(), bias == null ? null : bias.shape(), stride, padding, groups);
    return float32(
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
    return float32(
        "Softmax", shapes.softmax(x.shape(), axis), List.of(x), Attribute.number("axis", axis));
  }

  @Override
  public Value layerNorm(Value x, Value weight, Value bias, double epsilon) {
    long[] shape = shapes.layerNorm(x.shape(), weight.shape(), bias.shape(), epsilon);
    return float32(
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
        float32(
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
    return float32(
        "BatchNormalization",
        shape,
        List.of(x, parameter(weight), parameter(bias), parameter(mean), parameter(variance)),
        Attribute.real("epsilon", epsilon));
  }

  @Override
  public Value mean(Value x, int... axes) {
    return float32(
        "ReduceMean", shapes.mean(x.shape(), axes), List.of(x), Attribute.numbers("axes", axes));
  }

  @Override
  public Value sum(Value x, int... axes) {
    long[] wide = Arrays.stream(axes).asLongStream().toArray();
    return float32(
        "ReduceSum", shapes.sum(x.shape(), axes), List.of(x, indices(wide, wide.length)));
  }

  @Override
  public Value max(Value x, int axis) {
    return float32(
        "ReduceMax", shapes.max(x.shape(), axis), List.of(x), Attribute.numbers("axes", axis));
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
    return float32(
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
    return float32(
        "Pad", shapes.pad(x.shape(), before, after), List.of(x, indices(amounts, amounts.length)));
  }

  @Override
  public Value concat(int axis, List<Value> parts) {
    List<long[]> sizes = parts.stream().map(Value::shape).toList();
    return graph.add(
        "Concat",
        parts.get(0).type(),
        shapes.concat(axis, sizes),
        parts,
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
    return float32(
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
    return float32(
        "Resize",
        shapes.resizeBilinear(x.shape(), height, width),
        List.of(x, none, constant(scales, scales.length)),
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

  private Value cast(Value x, ElementType type) {
    return graph.add("Cast", type, x.shape(), List.of(x), Attribute.number("to", type.code()));
  }

  private Value float32(String operation, long[] shape, List<Value> from, Attribute... attributes) {
    return graph.add(operation, ElementType.FLOAT32, shape, from, attributes);
  }
}
