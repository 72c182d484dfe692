// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.sonomask.combo.tensor.Half;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * Writes numbers of half precision down as numbers of single precision that are rounded, each time
 * they are stored or computed. Runtimes without half precision then compute what it gives, but for
 * sums, which they add up in single precision. Values say that they are of half precision
 * nevertheless, so that whoever writes the network down does not notice.
 */
final class RoundedGraph extends OnnxGraph {
  /** Operators that yield nothing but what they take. */
  private static final Set<String> MOVING =
      Set.of(
          "Concat",
          "Gather",
          "Identity",
          "MaxPool",
          "ReduceMax",
          "ReduceMin",
          "Relu",
          "Reshape",
          "Slice",
          "Transpose");

  private final Rounding rounding;
  private String key = "";

  RoundedGraph(ParameterSource source, Rounding rounding) {
    super(source, false);
    this.rounding = rounding;
  }

  @Override
  Value parameter(Parameter parameter) {
    key = parameter.key();
    return super.parameter(parameter);
  }

  @Override
  Value derived(ElementType type, long[] shape, Supplier<float[]> values) {
    if (type != ElementType.FLOAT16) {
      return super.derived(type, shape, values);
    }
    boolean round = rounding.stored() && key.startsWith(rounding.part());
    return half(
        super.derived(ElementType.FLOAT32, shape, round ? () -> rounded(values.get()) : values));
  }

  @Override
  Value add(
      String operation, ElementType type, long[] shape, List<Value> from, Attribute... attributes) {
    if (type != ElementType.FLOAT16) {
      return super.add(operation, type, shape, from, attributes);
    }
    Value exact =
        operation.equals("Cast")
            ? cast(from.get(0), ElementType.FLOAT32)
            : super.add(operation, ElementType.FLOAT32, shape, from, attributes);
    boolean round = rounding.computed() && key.startsWith(rounding.part());
    return half(round && !MOVING.contains(operation) ? rounded(exact) : exact);
  }

  private Value cast(Value x, ElementType type) {
    Attribute to = Attribute.number("to", type.code());
    return super.add("Cast", type, x.shape(), List.of(x), to);
  }

  private static Value half(Value x) {
    return new Value(x.name(), ElementType.FLOAT16, x.shape());
  }

  /** Other widths by Veltkamp's splitting: of x and large · x the upper bits of x are left. */
  private Value rounded(Value x) {
    if (rounding.bits() == Rounding.HALF) {
      return cast(cast(x, ElementType.FLOAT16), ElementType.FLOAT32);
    }
    Value factor = constant(new float[] {factor()});
    Value large = super.add("Mul", ElementType.FLOAT32, x.shape(), List.of(x, factor));
    Value rest = super.add("Sub", ElementType.FLOAT32, x.shape(), List.of(large, x));
    return super.add("Sub", ElementType.FLOAT32, x.shape(), List.of(large, rest));
  }

  private float[] rounded(float[] values) {
    float[] rounded = Arrays.copyOf(values, values.length);
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = rounded(values[i]);
    }
    return rounded;
  }

  private float rounded(float x) {
    if (rounding.bits() == Rounding.HALF) {
      return Half.toFloat(Half.fromFloat(x));
    }
    float large = x * factor();
    return large - (large - x);
  }

  private float factor() {
    return (1 << Rounding.SINGLE - rounding.bits()) + 1;
  }
}
