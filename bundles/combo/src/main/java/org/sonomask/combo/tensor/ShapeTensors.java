// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows shapes only: a tensor is its dimensions, the batch size is unknown (see {@link Tensors}).
 * Collects the parameters that the network asks for, in the order in which it does.
 */
public class ShapeTensors implements Tensors<long[]> {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** All parameters asked for so far. */
  public Collection<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  @Override
  public long[] parameter(Parameter parameter) {
    Parameter known = parameters.putIfAbsent(parameter.key(), parameter);
    require(known == null || known.equals(parameter), "parameter", known, parameter);
    return parameter.shape();
  }

  @Override
  public long[] constant(float[] values, long... shape) {
    require(elements(shape) == values.length, "constant", values.length, shape);
    return shape;
  }

  @Override
  public long[] indices(long[] values, long... shape) {
    require(elements(shape) == values.length, "indices", values.length, shape);
    return shape;
  }

  @Override
  public long[] shape(long[] x) {
    return x.clone();
  }

  @Override
  public long[] add(long[] a, long[] b) {
    return broadcast("add", a, b);
  }

  @Override
  public long[] subtract(long[] a, long[] b) {
    return broadcast("subtract", a, b);
  }

  @Override
  public long[] multiply(long[] a, long[] b) {
    return broadcast("multiply", a, b);
  }

  @Override
  public long[] divide(long[] a, long[] b) {
    return broadcast("divide", a, b);
  }

  @Override
  public long[] scale(long[] x, double factor) {
    return x;
  }

  @Override
  public long[] shift(long[] x, double offset) {
    return x;
  }

  @Override
  public long[] relu(long[] x) {
    return x;
  }

  @Override
  public long[] gelu(long[] x) {
    return x;
  }

  @Override
  public long[] sigmoid(long[] x) {
    return x;
  }

  @Override
  public long[] exp(long[] x) {
    return x;
  }

  @Override
  public long[] log(long[] x) {
    return x;
  }

  @Override
  public long[] clamp(long[] x, double low, double high) {
    return x;
  }

  @Override
  public long[] less(long[] a, long[] b) {
    return broadcast("less", a, b);
  }

  @Override
  public long[] all(long[] x, int axis) {
    return reduced(x, axis);
  }

  @Override
  public long[] and(long[] a, long[] b) {
    return broadcast("and", a, b);
  }

  @Override
  public long[] not(long[] x) {
    return x;
  }

  @Override
  public long[] where(long[] condition, long[] a, long[] b) {
    return broadcast("where", broadcast("where", condition, a), b);
  }

  @Override
  public long[] toFloat(long[] x) {
    return x;
  }

  @Override
  public long[] toByte(long[] x) {
    return x;
  }

  @Override
  public long[] toIndex(long[] x) {
    return x;
  }

  @Override
  public long[] matmul(long[] a, long[] b) {
    require(a.length >= 2 && b.length >= 2, "matmul", a, b);
    require(a[a.length - 1] == b[b.length - 2], "matmul", a, b);
    long[] leading =
        broadcast("matmul", Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
    long[] result = Arrays.copyOf(leading, leading.length + 2);
    result[leading.length] = a[a.length - 2];
    result[leading.length + 1] = b[b.length - 1];
    return result;
  }

  @Override
  public long[] linear(long[] x, long[] weight, long[] bias) {
    require(x.length >= 2 && weight.length == 2, "linear", x, weight);
    require(x[x.length - 1] == weight[1], "linear", x, weight);
    require(bias == null || Arrays.equals(bias, new long[] {weight[0]}), "linear", weight, bias);
    long[] result = x.clone();
    result[x.length - 1] = weight[0];
    return result;
  }

  @Override
  public long[] conv2d(long[] x, long[] weight, long[] bias, int stride, int padding, int groups) {
    require(x.length == 4 && weight.length == 4, "conv2d", x, weight);
    require(x[1] == weight[1] * groups && weight[0] % groups == 0, "conv2d", x, weight);
    require(bias == null || Arrays.equals(bias, new long[] {weight[0]}), "conv2d", weight, bias);
    return new long[] {
      x[0],
      weight[0],
      (x[2] + 2L * padding - weight[2]) / stride + 1,
      (x[3] + 2L * padding - weight[3]) / stride + 1
    };
  }

  @Override
  public long[] softmax(long[] x, int axis) {
    axis(x, axis);
    return x;
  }

  @Override
  public long[] layerNorm(long[] x, long[] weight, long[] bias, double epsilon) {
    require(x[x.length - 1] == weight[0] && Arrays.equals(weight, bias), "layerNorm", x, weight);
    return x;
  }

  @Override
  public long[] groupNorm(long[] x, int groups, long[] weight, long[] bias, double epsilon) {
    require(x.length == 4 && x[1] % groups == 0, "groupNorm", x, groups);
    require(x[1] == weight[0] && Arrays.equals(weight, bias), "groupNorm", x, weight);
    return x;
  }

  @Override
  public long[] batchNorm(
      long[] x,
      Parameter weight,
      Parameter bias,
      Parameter mean,
      Parameter variance,
      double epsilon) {
    for (Parameter parameter : List.of(weight, bias, mean, variance)) {
      require(x.length == 4 && x[1] == parameter(parameter)[0], "batchNorm", x, parameter);
    }
    return x;
  }

  @Override
  public long[] mean(long[] x, int... axes) {
    return reduced(x, axes);
  }

  @Override
  public long[] sum(long[] x, int... axes) {
    return reduced(x, axes);
  }

  @Override
  public long[] max(long[] x, int axis) {
    return reduced(x, axis);
  }

  @Override
  public long[] argMax(long[] x, int axis) {
    int at = axis(x, axis);
    long[] result = new long[x.length - 1];
    System.arraycopy(x, 0, result, 0, at);
    System.arraycopy(x, at + 1, result, at, x.length - at - 1);
    return result;
  }

  @Override
  public long[] maxPool(long[] x, int kernel, int stride, int padding) {
    require(x.length == 4, "maxPool", x, kernel);
    return new long[] {
      x[0],
      x[1],
      (x[2] + 2L * padding - kernel) / stride + 1,
      (x[3] + 2L * padding - kernel) / stride + 1
    };
  }

  @Override
  public long[] reshape(long[] x, long... shape) {
    require(elements(x) == elements(shape), "reshape", x, shape);
    return shape.clone();
  }

  @Override
  public long[] transpose(long[] x, int... order) {
    require(order.length == x.length, "transpose", x, order.length);
    long[] result = new long[x.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = x[order[i]];
    }
    return result;
  }

  @Override
  public long[] pad(long[] x, int before, int after) {
    require(x.length == 4, "pad", x, before + " and " + after);
    return new long[] {x[0], x[1], x[2] + before + after, x[3] + before + after};
  }

  @Override
  public long[] concat(int axis, List<long[]> parts) {
    long[] result = parts.get(0).clone();
    int at = axis(result, axis);
    for (long[] part : parts.subList(1, parts.size())) {
      result[at] += part[at];
      long[] expected = result.clone();
      expected[at] = part[at];
      require(Arrays.equals(expected, part), "concat", result, part);
    }
    return result;
  }

  @Override
  public long[] slice(long[] x, int axis, long from, long to) {
    long[] result = x.clone();
    int at = axis(x, axis);
    require(0 <= from && from < to && to <= x[at], "slice", x, from + "…" + to);
    result[at] = to - from;
    return result;
  }

  @Override
  public long[] gather(long[] x, int axis, long[] indices) {
    int at = axis(x, axis);
    long[] result = new long[x.length - 1 + indices.length];
    System.arraycopy(x, 0, result, 0, at);
    System.arraycopy(indices, 0, result, at, indices.length);
    System.arraycopy(x, at + 1, result, at + indices.length, x.length - at - 1);
    return result;
  }

  @Override
  public long[] gridSample(long[] x, long[] grid) {
    require(x.length == 4 && grid.length == 4 && grid[3] == 2, "gridSample", x, grid);
    require(x[0] == grid[0], "gridSample", x, grid);
    return new long[] {x[0], x[1], grid[1], grid[2]};
  }

  @Override
  public long[] resizeBilinear(long[] x, int height, int width) {
    require(x.length == 4, "resizeBilinear", x, height + "x" + width);
    return new long[] {x[0], x[1], height, width};
  }

  private static long elements(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static int axis(long[] x, int axis) {
    int at = axis < 0 ? axis + x.length : axis;
    require(0 <= at && at < x.length, "axis", x, axis);
    return at;
  }

  private static long[] reduced(long[] x, int... axes) {
    long[] result = x.clone();
    for (int axis : axes) {
      result[axis(x, axis)] = 1;
    }
    return result;
  }

  private static long[] broadcast(String operation, long[] a, long[] b) {
    long[] longer = (a.length >= b.length ? a : b).clone();
    long[] shorter = a.length >= b.length ? b : a;
    for (int i = 0; i < shorter.length; i++) {
      int at = longer.length - shorter.length + i;
      require(
          longer[at] == shorter[i] || longer[at] == 1 || shorter[i] == 1,
          operation,
          longer,
          shorter);
      longer[at] = longer[at] == 1 ? shorter[i] : longer[at];
    }
    return longer;
  }

  private static void require(boolean fits, String operation, Object a, Object b) {
    if (!fits) {
      throw new IllegalArgumentException(
          operation + ": " + written(a) + " and " + written(b) + " do not fit together");
    }
  }

  private static String written(Object operand) {
    return operand instanceof long[] shape ? Arrays.toString(shape) : String.valueOf(operand);
  }
}
