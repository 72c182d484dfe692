// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sonomask.combo.network.ImageNetKind;

/**
 * An ImageNet classifier boiled down to kinds of objects: the rows of a kind's labels are averaged,
 * what all rows share is taken off, and all kinds become equally long.
 *
 * @param weight [kinds, features]
 * @param bias [kinds]
 */
record ObjectKinds(float[] weight, float[] bias) {
  private static final String FILE = "object-kinds.txt";

  /** Labels of each kind, in the network's order; kinds of one label come last. */
  static List<int[]> labels() throws IOException {
    return ImageNetKind.read(ObjectKinds.class.getResourceAsStream(FILE)).stream()
        .map(ImageNetKind::labels)
        .toList();
  }

  /**
   * Boils a classifier down.
   *
   * @param rows weights, [labels, features]
   * @param biases [labels]
   * @param kinds labels of each kind
   */
  static ObjectKinds of(float[] rows, float[] biases, List<int[]> kinds) {
    int features = rows.length / biases.length;
    int[] all = IntStream.range(0, biases.length).toArray();
    double[] shared = mean(rows, features, all);
    double sharedBias = mean(biases, 1, all)[0];
    List<double[]> directions = new ArrayList<>();
    for (int[] kind : kinds) {
      double[] direction = mean(rows, features, kind);
      for (int i = 0; i < features; i++) {
        direction[i] -= shared[i];
      }
      directions.add(direction);
    }
    double length =
        IntStream.range(0, kinds.size())
            .filter(kind -> single(kinds, kind))
            .mapToDouble(kind -> norm(directions.get(kind)))
            .average()
            .orElseThrow();
    float[] weight = new float[kinds.size() * features];
    float[] bias = new float[kinds.size()];
    for (int kind = 0; kind < kinds.size(); kind++) {
      double scale = length / norm(directions.get(kind));
      for (int i = 0; i < features; i++) {
        weight[kind * features + i] = (float) (directions.get(kind)[i] * scale);
      }
      bias[kind] = (float) ((mean(biases, 1, kinds.get(kind))[0] - sharedBias) * scale);
    }
    return new ObjectKinds(weight, bias);
  }

  /** Whether this kind and all that follow have one label. */
  private static boolean single(List<int[]> kinds, int from) {
    return kinds.subList(from, kinds.size()).stream().allMatch(kind -> kind.length == 1);
  }

  private static double[] mean(float[] rows, int features, int[] labels) {
    double[] mean = new double[features];
    for (int label : labels) {
      for (int i = 0; i < features; i++) {
        mean[i] += rows[label * features + i] / (double) labels.length;
      }
    }
    return mean;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
