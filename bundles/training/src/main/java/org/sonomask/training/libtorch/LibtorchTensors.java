// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.libtorch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * COMBO's algebra run at once by libtorch. Gradients are recorded as libtorch's thread-local mode
 * says. Tensors belong to the caller's {@link PointerScope}; parameters belong to their store. In
 * training, dropout drops and batch normalisation uses the batch's statistics where its role
 * allows.
 */
public final class LibtorchTensors implements Tensors<Tensor> {
  private static final double STATISTICS_MOMENTUM = 0.1;

  private final TorchDevice device;
  private final Function<Parameter, Tensor> parameters;
  private final TensorProbe probe;
  private final boolean training;

  /**
   * An interpreter.
   *
   * @param device where constants are put; the parameters' device
   * @param parameters the value of each parameter; the tensors stay the store's
   * @param probe sees, and may replace, every tensor that the network names
   * @param training whether dropout and batch statistics are on
   */
  public LibtorchTensors(
      TorchDevice device,
      Function<Parameter, Tensor> parameters,
      TensorProbe probe,
      boolean training) {
    this.device = device;
    this.parameters = parameters;
    this.probe = probe;
    this.training = training;
  }

  /** An interpreter that lets nobody look at the tensors in between. */
  public LibtorchTensors(
      TorchDevice device, Function<Parameter, Tensor> parameters, boolean training) {
    this(device, parameters, (name, tensor) -> tensor, training);
  }

  @Override
  public Tensor parameter(Parameter parameter) {
    return parameters.apply(parameter);
  }

  @Override
  public Tensor constant(float[] values, long... shape) {
    return device.floats(values, shape);
  }

  @Override
  public Tensor indices(long[] values, long... shape) {
    return device.longs(values, shape);
  }

  @Override
  public long[] shape(Tensor x) {
    return x.shape();
  }

  @Override
  public Tensor part(Supplier<Tensor> computation) {
    return PointerScopes.inside(computation);
  }

  @Override
  public Tensor named(String name, Tensor x) {
    return probe.see(name, x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return checked("add", () -> torch.add(a, b), a, b);
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return checked("subtract", () -> torch.sub(a, b), a, b);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return checked("multiply", () -> torch.mul(a, b), a, b);
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return checked("divide", () -> torch.div(a, b), a, b);
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return torch.mul(x, new Scalar(factor));
  }

  @Override
  public Tensor shift(Tensor x, double offset) {
    return torch.add(x, new Scalar(offset));
  }

  @Override
  public Tensor relu(Tensor x) {
    return torch.relu(x);
  }

  @Override
  public Tensor gelu(Tensor x) {
    return torch.gelu(x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return torch.sigmoid(x);
  }

  @Override
  public Tensor exp(Tensor x) {
    return torch.exp(x);
  }

  @Override
  public Tensor log(Tensor x) {
    return torch.log(x);
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return torch.clamp(
        x, new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return checked("less", () -> torch.lt(a, b), a, b);
  }

  @Override
  public Tensor all(Tensor x, int axis) {
    return torch.all(x, (long) axis, true);
  }

  @Override
  public Tensor and(Tensor a, Tensor b) {
    return checked("and", () -> torch.logical_and(a, b), a, b);
  }

  @Override
  public Tensor not(Tensor x) {
    return torch.logical_not(x);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return checked("where", () -> torch.where(condition, a, b), condition, a, b);
  }

  @Override
  public Tensor toFloat(Tensor x) {
    return x.to(ScalarType.Float);
  }

  @Override
  public Tensor toByte(Tensor x) {
    return x.to(ScalarType.Byte);
  }

  @Override
  public Tensor toIndex(Tensor x) {
    return x.to(ScalarType.Long);
  }

  @Override
  public Tensor dropout(Tensor x, double probability) {
    return training ? torch.dropout(x, probability, true) : x;
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return checked("matmul", () -> a.matmul(b), a, b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return checked("linear", () -> torch.linear(x, weight, optional(bias)), x, weight);
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int groups) {
    return checked(
        "conv2d",
        () ->
            torch.conv2d(
                x,
                weight,
                optional(bias),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                groups),
        x,
        weight);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return torch.softmax(x, axis);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    long[] normalised = {weight.size(0)};
    return checked(
        "layerNorm",
        () -> torch.layer_norm(x, normalised, optional(weight), optional(bias), epsilon, true),
        x,
        weight);
  }

  @Override
  public Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double epsilon) {
    return checked(
        "groupNorm",
        () -> torch.group_norm(x, groups, optional(weight), optional(bias), epsilon, true),
        x,
        weight);
  }

  @Override
  public Tensor batchNorm(
      Tensor x,
      Parameter weight,
      Parameter bias,
      Parameter mean,
      Parameter variance,
      double epsilon) {
    boolean ofBatch = training && mean.role() == Role.STATISTIC;
    return checked(
        "batchNorm",
        () ->
            torch.batch_norm(
                x,
                optional(parameter(weight)),
                optional(parameter(bias)),
                optional(parameter(mean)),
                optional(parameter(variance)),
                ofBatch,
                STATISTICS_MOMENTUM,
                epsilon,
                true),
        x);
  }

  @Override
  public Tensor mean(Tensor x, int... axes) {
    return x.mean(longs(axes), true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  @Override
  public Tensor sum(Tensor x, int... axes) {
    return x.sum(longs(axes), true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  @Override
  public Tensor max(Tensor x, int axis) {
    return x.amax(new long[] {axis}, true);
  }

  @Override
  public Tensor argMax(Tensor x, int axis) {
    return torch.argmax(x, new LongOptional(axis), false);
  }

  @Override
  public Tensor maxPool(Tensor x, int kernel, int stride, int padding) {
    return torch.max_pool2d(
        x,
        new long[] {kernel, kernel},
        new long[] {stride, stride},
        new long[] {padding, padding},
        new long[] {1, 1},
        false);
  }

  @Override
  public Tensor reshape(Tensor x, long... shape) {
    long[] target = Arrays.stream(shape).map(size -> size < 0 ? -1 : size).toArray();
    return checked("reshape to " + Arrays.toString(shape), () -> x.reshape(target), x);
  }

  @Override
  public Tensor transpose(Tensor x, int... order) {
    return checked("transpose " + Arrays.toString(order), () -> x.permute(longs(order)), x);
  }

  @Override
  public Tensor concat(int axis, List<Tensor> parts) {
    Tensor[] array = parts.toArray(Tensor[]::new);
    return checked("concat", () -> torch.cat(new TensorVector(array), axis), array);
  }

  @Override
  public Tensor slice(Tensor x, int axis, long from, long to) {
    return checked("slice", () -> x.narrow(axis, from, to - from), x);
  }

  @Override
  public Tensor gather(Tensor x, int axis, Tensor indices) {
    long[] picked = indices.shape();
    Tensor flat = checked("gather", () -> x.index_select(axis, indices.flatten()), x, indices);
    if (picked.length == 1) {
      return flat;
    }
    long[] whole = x.shape();
    int at = axis < 0 ? axis + whole.length : axis;
    long[] target = new long[whole.length - 1 + picked.length];
    System.arraycopy(whole, 0, target, 0, at);
    System.arraycopy(picked, 0, target, at, picked.length);
    System.arraycopy(whole, at + 1, target, at + picked.length, whole.length - at - 1);
    return flat.reshape(target);
  }

  @Override
  public Tensor gridSample(Tensor x, Tensor grid) {
    return checked("gridSample", () -> torch.grid_sampler(x, grid, 0, 0, false), x, grid);
  }

  @Override
  public Tensor pad(Tensor x, int before, int after) {
    return torch.constant_pad_nd(x, before, after, before, after);
  }

  @Override
  public Tensor resizeBilinear(Tensor x, int height, int width) {
    return torch.upsample_bilinear2d(x, new long[] {height, width}, false);
  }

  private static TensorOptional optional(Tensor x) {
    return x == null ? new TensorOptional() : new TensorOptional(x);
  }

  private static long[] longs(int[] axes) {
    return Arrays.stream(axes).asLongStream().toArray();
  }

  private static Tensor checked(String operation, Supplier<Tensor> call, Tensor... operands) {
    try {
      return call.get();
    } catch (RuntimeException refused) {
      List<String> shapes = Arrays.stream(operands).map(t -> Arrays.toString(t.shape())).toList();
      String reason = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          operation + " of " + String.join(", ", shapes) + ": " + reason, refused);
    }
  }
}
