// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times our operators one by one on a GPU, without TensorRT: those of the first three stages of
 * PVTv2-B5, of two backbones at once. Each launch has weights of its own, which lie as far away as
 * in a network. {@code OperatorTimes [BATCH]}: 32, at least 2.
 */
public final class OperatorTimes {
  private static final int PARTS = 2;
  private static final int KEYS = 49;
  private static final int LAUNCHES = 40;
  private static final int HALF = TensorDescription.HALF;

  private final GpuMemory memory;
  private final int windows;

  private OperatorTimes(GpuMemory memory, int windows) {
    this.memory = memory;
    this.windows = windows;
  }

  /** An operator and the shapes of its inputs. */
  private record Case(String name, GpuOperator operator, List<long[]> shapes) {}

  /** Prints a line an operator. */
  public static void main(String[] args) throws CudaException {
    int batch = args.length > 0 ? Integer.parseInt(args[0]) : 32;
    if (batch < 2) {
      throw new IllegalArgumentException("A batch has 2 windows at least here, not " + batch + ".");
    }
    OperatorTimes times = new OperatorTimes(new GpuMemory(), PARTS * batch);
    long[][] stages = {{56, 64, 8}, {28, 128, 4}, {14, 320, 2}};
    for (long[] stage : stages) {
      for (Case one : times.cases(stage[0] * stage[0], stage[1], stage[2])) {
        System.out.println(times.time(one));
      }
    }
  }

  private List<Case> cases(long tokens, long features, long edge) {
    long hidden = 4 * features;
    long depth = edge * edge * features;
    long[] x = {windows, tokens, features};
    long[] wide = {windows, tokens, hidden};
    long[] pairs = {windows, KEYS, 2 * features};
    long[] square = {PARTS, features, features};
    long[] vector = {PARTS, features};
    long[] hiddenVector = {PARTS, hidden};
    long[] one = {1};
    long[] map = {3};
    long[] reduction = {PARTS, depth, features};
    long[] both = {PARTS, features, 2 * features};
    long[] first = {PARTS, features, hidden};
    long[] second = {PARTS, hidden, features};
    long[] places = {PARTS, 9, hidden};
    long[] picture = {windows, (long) Math.sqrt(tokens), (long) Math.sqrt(tokens), hidden};
    String of = " of " + features;
    List<long[]> sum = List.of(wide, second, vector, x, vector, vector, one);
    return List.of(
        new Case(
            "SpatialReduction" + of,
            new SpatialReductionOperator(),
            List.of(x, reduction, vector, vector, vector, both, new long[] {KEYS})),
        new Case(
            "AttentionBlock" + of,
            new AttentionBlockOperator(),
            List.of(x, square, vector, pairs, square, vector, x, vector, vector, one)),
        new Case(
            "ProductDepthwiseGelu" + of,
            new ProductDepthwiseGeluOperator(),
            List.of(x, first, hiddenVector, places, hiddenVector)),
        new Case("ProductLayerNorm" + of, new ProductLayerNormOperator(false), sum),
        new Case(
            "ProductLayerNormSquares" + of, new ProductLayerNormOperator(true), with(sum, map)),
        new Case(
            "DepthwiseGelu" + of,
            new DepthwiseGeluOperator(),
            List.of(picture, hiddenVector, places, hiddenVector)),
        new Case(
            "AddLayerNorm" + of,
            new AddLayerNormOperator(false),
            List.of(x, x, vector, vector, vector, one)),
        new Case("Attention" + of, new AttentionOperator(), List.of(x, vector, pairs)));
  }

  private static List<long[]> with(List<long[]> shapes, long[] last) {
    List<long[]> all = new ArrayList<>(shapes);
    all.add(last);
    return all;
  }

  private String time(Case one) throws CudaException {
    int count = one.shapes().size();
    TensorDescription[] descriptions = new TensorDescription[count];
    Pointer[] inputs = new Pointer[count];
    for (int i = 0; i < count; i++) {
      long[] shape = one.shapes().get(i);
      descriptions[i] = new TensorDescription(shape, one.operator().type(i), 0);
      inputs[i] = input(one, i, shape);
    }
    Pointer[] outputs = new Pointer[one.operator().outputs()];
    long[] result = result(one);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = memory.result(i, halves(result));
    }
    GpuMemory.Launch launch =
        stream -> {
          for (int i = 0; i < count; i++) {
            // Weights alone have as many parts as there are backbones.
            boolean weights = one.operator().type(i) == HALF && one.shapes().get(i)[0] == PARTS;
            inputs[i] = weights ? memory.weights(halves(one.shapes().get(i))) : inputs[i];
          }
          one.operator().launch(descriptions, inputs, outputs, stream);
        };
    double microseconds = memory.microseconds(launch, LAUNCHES);
    int notFinite = 0;
    for (Pointer output : outputs) {
      notFinite += memory.notFinite(output, halves(result));
    }
    return String.format(
        Locale.ROOT, "%-34s %7.1f us, %d numbers not finite", one.name(), microseconds, notFinite);
  }

  private Pointer input(Case one, int i, long[] shape) throws CudaException {
    return switch (one.operator().type(i)) {
      case TensorDescription.INT32 -> {
        int edge = (int) Math.sqrt(one.shapes().get(0)[1]);
        yield memory.whole(edge, edge, edge / 7);
      }
      case TensorDescription.FLOAT -> memory.real(1e-6f, (int) shape[0]);
      default -> memory.tokens(i, halves(shape));
    };
  }

  private static long[] result(Case one) {
    int[][] from = one.operator().dimensions();
    long[] shape = new long[from.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = one.shapes().get(from[i][0])[from[i][1]];
    }
    return shape;
  }

  private static long halves(long... shape) {
    long size = 1;
    for (long each : shape) {
      size *= each;
    }
    return size;
  }
}
