// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Compares what an interpreter computed with what the official code computed, tensor by tensor. */
final class Comparison {
  private static final double TOLERANCE = 1e-4;
  private static final int MOST_FLIPPED_BITS = 200;
  private static final double MOST_OTHER_PIXELS = 1e-3;

  private final ReferenceCase reference;
  private final String interpreter;
  private final boolean forced;
  private final PrintStream out;
  private int failures;

  Comparison(ReferenceCase reference, String interpreter, boolean forced, PrintStream out) {
    this.reference = reference;
    this.interpreter = interpreter;
    this.forced = forced;
    this.out = out;
  }

  /** Prints a line a tensor; answers how many do not hold. */
  int compare(Map<String, float[]> computed) {
    for (Map.Entry<String, long[]> tensor : reference.shapes().entrySet()) {
      String name = tensor.getKey();
      float[] values = computed.get(name);
      if (values == null) {
        report(name, "not computed", false);
      } else if (name.startsWith("attn_mask")) {
        compareMask(name, values);
      } else if (name.equals("final.argmax")) {
        compareLabels(values);
      } else {
        compareValues(name, tensor.getValue(), values);
      }
    }
    return failures;
  }

  private void compareValues(String name, long[] shape, float[] values) {
    float[] kept = reference.kept(name);
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (values.length != size) {
      report(name, values.length + " elements, not " + size, false);
      return;
    }
    float[] ordered = name.startsWith("decoder.query") ? queriesFirst(shape, values) : values;
    int stride = reference.stride(name);
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < kept.length; i++) {
      double difference = Math.abs(kept[i] - ordered[i * stride]);
      worst = difference <= worst ? worst : difference;
      largest = Math.max(largest, Math.abs(kept[i]));
    }
    double relative = worst / largest;
    String text = String.format(Locale.ROOT, "%.2e of %d", relative, kept.length);
    report(name, text, !decides(name) || relative <= TOLERANCE);
  }

  /** Behind a mask of its own making a tensor may differ where a bit flipped. */
  private boolean decides(String name) {
    return forced || !name.matches("(decoder\\..*[1-9]|final\\..*)");
  }

  /** The official state is [queries, N, features], ours has N first. */
  private static float[] queriesFirst(long[] shape, float[] values) {
    int queries = (int) shape[0];
    int frames = (int) shape[1];
    int features = (int) shape[2];
    float[] ordered = new float[values.length];
    for (int frame = 0; frame < frames; frame++) {
      for (int query = 0; query < queries; query++) {
        int from = (frame * queries + query) * features;
        System.arraycopy(values, from, ordered, (query * frames + frame) * features, features);
      }
    }
    return ordered;
  }

  private void compareMask(String name, float[] values) {
    byte[] bits = reference.mask(name);
    int flipped = 0;
    for (int i = 0; i < bits.length; i++) {
      flipped += bits[i] == (values[i] == 0 ? 0 : 1) ? 0 : 1;
    }
    report(name, flipped + " of " + bits.length + " bits", flipped <= MOST_FLIPPED_BITS);
  }

  private void compareLabels(float[] values) {
    byte[] labels = reference.labels();
    int other = 0;
    for (int i = 0; i < labels.length; i++) {
      other += (labels[i] & 0xFF) == values[i] ? 0 : 1;
    }
    String text = other + " of " + labels.length + " pixels";
    report("final.argmax", text, other <= MOST_OTHER_PIXELS * labels.length);
  }

  private void report(String tensor, String text, boolean holds) {
    failures += holds ? 0 : 1;
    out.printf(
        Locale.ROOT,
        "%-4s %-12s %-5s %-8s %-30s %s%n",
        holds ? "ok" : "FAIL",
        reference.name(),
        interpreter,
        forced ? "forced" : "unforced",
        tensor,
        text);
  }
}
