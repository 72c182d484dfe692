// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Measures variants in rounds: each round runs every pipeline once, one after the other, so that
 * whatever else the machine does meets all of them alike; what counts is the median of a variant's
 * differences to its baseline in the same round.
 */
final class Rounds {

  private final List<Variant> variants;
  private final ToLongFunction<String> cpuNanos;

  /**
   * @param cpuNanos runs a pipeline to its end and tells the CPU time it took, ns
   */
  Rounds(List<Variant> variants, ToLongFunction<String> cpuNanos) {
    this.variants = List.copyOf(variants);
    this.cpuNanos = cpuNanos;
  }

  /** Microseconds of CPU that each variant adds to a frame, by name, in the variants' order. */
  Map<String, Added> measure(int warmUps, int rounds) {
    Set<String> pipelines = new LinkedHashSet<>();
    for (Variant variant : variants) {
      pipelines.add(variant.baseline());
      pipelines.add(variant.pipeline());
    }
    for (int i = 0; i < warmUps; i++) {
      pipelines.forEach(cpuNanos::applyAsLong);
    }
    Map<String, List<Double>> differences = new LinkedHashMap<>();
    for (int i = 0; i < rounds; i++) {
      Map<String, Long> spent = new HashMap<>();
      pipelines.forEach(pipeline -> spent.put(pipeline, cpuNanos.applyAsLong(pipeline)));
      for (Variant variant : variants) {
        long added = spent.get(variant.pipeline()) - spent.get(variant.baseline());
        differences
            .computeIfAbsent(variant.name(), name -> new ArrayList<>())
            .add(added / 1e3 / variant.frames());
      }
    }
    Map<String, Added> result = new LinkedHashMap<>();
    differences.forEach((name, values) -> result.put(name, Added.of(values)));
    return result;
  }

  /**
   * CPU that an element adds to a frame, over the rounds.
   *
   * @param median microseconds
   * @param least microseconds
   * @param most microseconds
   */
  record Added(double median, double least, double most) {

    static Added of(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Added(median, sorted[0], sorted[sorted.length - 1]);
    }
  }
}
