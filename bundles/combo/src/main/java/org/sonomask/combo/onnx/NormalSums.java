// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums of tokens that are normalised where they are made, by operators of our own. */
final class NormalSums {
  private static final String SQUARES = "Squares";

  private final OnnxGraph graph;
  private final Map<String, Sum> sums = new HashMap<>();
  private final Map<String, Made> made = new HashMap<>();

  /** The operator that makes and normalises a sum, and its inputs before the normalisation's. */
  private record Sum(String operation, List<Value> from) {}

  /** What an operator yields, and what it is given. */
  private record Made(List<Value> yielded, Sum sum) {}

  NormalSums(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Remembers a sum, and by which operator and of what, of half precision, it can be made. */
  void add(Value sum, String operation, Value... from) {
    sums.put(sum.name(), new Sum(operation, List.of(from)));
  }

  /**
   * The normalised sum.
   *
   * @return nothing where x is no sum
   */
  Optional<Value> normalised(Value x, Value weight, Value bias, double epsilon) {
    Sum sum = sums.remove(x.name());
    if (sum == null) {
      return Optional.empty();
    }
    List<Value> from = new ArrayList<>(sum.from());
    from.addAll(List.of(weight, bias, graph.constant(new float[] {(float) epsilon}, 1)));
    Value normal = graph.replace(List.of(x), sum.operation(), from);
    made.put(normal.name(), new Made(List.of(x, normal), new Sum(sum.operation(), from)));
    return Optional.of(normal);
  }

  /**
   * The tokens of a normalised sum square after square, [N, height · width, features].
   *
   * @return nothing where x is no normalised sum
   */
  Optional<Value> squares(Value x, long height, long width, int edge) {
    Made normal = made.remove(x.name());
    if (normal == null) {
      return Optional.empty();
    }
    List<Value> from = new ArrayList<>(normal.sum().from());
    from.add(graph.integers(ElementType.INT32, new long[] {height, width, edge}, 3));
    String operation = normal.sum().operation() + SQUARES;
    return Optional.of(graph.replace(normal.yielded(), operation, from));
  }
}
