// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums of tokens that are normalised where they are made, by operators of our own. */
final class NormalSums {
  private static final String ADD_LAYER_NORM = "SonomaskAddLayerNorm";
  private static final String WITH_SQUARES = "SonomaskAddLayerNormSquares";

  private final OnnxGraph graph;
  private final Map<String, List<Value>> sums = new HashMap<>();
  private final Map<String, Made> made = new HashMap<>();

  /** What an operator yields, and what it takes. */
  private record Made(List<Value> yielded, List<Value> from) {}

  NormalSums(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Remembers a sum and its summands, which are of half precision; the third is for all tokens. */
  void add(Value sum, Value first, Value second, Value third) {
    sums.put(sum.name(), List.of(first, second, third));
  }

  /**
   * The normalised sum.
   *
   * @return nothing where x is no sum
   */
  Optional<Value> normalised(Value x, Value weight, Value bias, double epsilon) {
    List<Value> parts = sums.remove(x.name());
    if (parts == null) {
      return Optional.empty();
    }
    List<Value> from = new ArrayList<>(parts);
    from.addAll(List.of(weight, bias, graph.constant(new float[] {(float) epsilon}, 1)));
    Value normal = graph.replace(List.of(x), ADD_LAYER_NORM, from);
    made.put(normal.name(), new Made(List.of(x, normal), from));
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
    List<Value> from = new ArrayList<>(normal.from());
    from.add(graph.integers(ElementType.INT32, new long[] {height, width, edge}, 3));
    return Optional.of(graph.replace(normal.yielded(), WITH_SQUARES, from));
  }
}
