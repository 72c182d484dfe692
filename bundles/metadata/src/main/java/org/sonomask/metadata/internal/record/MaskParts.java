// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;

/**
 * Cuts a mask into disjoint shapes: one for each region, which takes the pixels of its label in its
 * box that no earlier region took, and one for each label that is left after that.
 */
public final class MaskParts {
  private static final int LABELS = 256;

  /**
   * One shape.
   *
   * @param label of its pixels
   * @param region it belongs to, if any
   * @param shape as the format has it
   */
  public record Part<S>(int label, Optional<Region> region, S shape) {}

  /** Traces the pixels of a label in a box. */
  @FunctionalInterface
  public interface Tracer<S> {

    /**
     * Traces a shape.
     *
     * @param labels row-major, height x width
     * @param box where the label is to be looked for
     */
    S trace(byte[] labels, int width, int height, int label, Box box);
  }

  private MaskParts() {}

  /** The parts of a mask: those of its regions first, in their order, then those left by label. */
  public static <S> List<Part<S>> of(MaskFrame mask, Tracer<S> tracer) {
    byte[] labels = mask.labels().clone();
    int width = mask.width();
    int height = mask.height();
    List<Part<S>> parts = new ArrayList<>();
    for (Region region : mask.regions()) {
      Box box = Box.of(region, width, height);
      S shape = tracer.trace(labels, width, height, region.label(), box);
      erase(labels, width, region.label(), box);
      parts.add(new Part<>(region.label(), Optional.of(region), shape));
    }
    Box whole = new Box(0, 0, width, height);
    boolean[] left = present(labels);
    for (int label = 1; label < LABELS; label++) {
      if (left[label]) {
        S shape = tracer.trace(labels, width, height, label, whole);
        parts.add(new Part<>(label, Optional.empty(), shape));
      }
    }
    return parts;
  }

  private static void erase(byte[] labels, int width, int label, Box box) {
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int pixel = y * width + box.left(); pixel < y * width + box.right(); pixel++) {
        if (labels[pixel] == (byte) label) {
          labels[pixel] = 0;
        }
      }
    }
  }

  private static boolean[] present(byte[] labels) {
    boolean[] present = new boolean[LABELS];
    for (byte label : labels) {
      present[label & 0xff] = true;
    }
    return present;
  }
}
