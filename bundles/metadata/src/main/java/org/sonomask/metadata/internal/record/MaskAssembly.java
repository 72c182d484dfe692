// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.Region;

/** Puts a mask together from the disjoint shapes of a record, in memory and time bounded by it. */
public final class MaskAssembly {
  private static final int MAX_LABEL = 255;
  private static final int CERTAIN = 255;

  /** Sets the pixels of a shape to a value. */
  @FunctionalInterface
  public interface Painter {

    /** Paints into a row-major plane. */
    void paint(byte[] plane, int value);
  }

  private final int width;
  private final int height;
  private final byte[] labels;
  private final byte[] confidence;
  private final List<Region> regions = new ArrayList<>();
  private long painted;

  /**
   * An empty mask.
   *
   * @throws MaskFormatException if it has no pixels or more than {@code maxPixels}
   */
  public MaskAssembly(long width, long height, int maxPixels) throws MaskFormatException {
    if (width <= 0 || height <= 0 || width > maxPixels || width * height > maxPixels) {
      throw new MaskFormatException(
          "a mask of %dx%d pixels: this reader takes 1 to %d pixels"
              .formatted(width, height, maxPixels));
    }
    this.width = (int) width;
    this.height = (int) height;
    this.labels = new byte[this.width * this.height];
    this.confidence = new byte[labels.length];
    Arrays.fill(confidence, (byte) CERTAIN);
  }

  /** Adds the shape of a region; its pixels get its score as their confidence. */
  public void add(Region region, long area, Painter shape) throws MaskFormatException {
    paint(region.label(), area, shape);
    float score = Math.max(0, Math.min(region.score(), 1));
    shape.paint(confidence, Math.round(score * CERTAIN));
    regions.add(region);
  }

  /** Adds a shape that belongs to no region; its pixels count as certain. */
  public void paint(int label, long area, Painter shape) throws MaskFormatException {
    if (label < 1 || label > MAX_LABEL) {
      throw new MaskFormatException("label %d: labels are 1 to %d".formatted(label, MAX_LABEL));
    }
    painted += area;
    if (painted > labels.length) {
      throw new MaskFormatException(
          "the shapes overlap: together they have more pixels than the mask");
    }
    shape.paint(labels, label);
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** Label of each pixel so far, row-major. */
  public byte[] labels() {
    return labels;
  }

  /** Confidence of each pixel so far, row-major; a codec that has exact ones overwrites them. */
  public byte[] confidence() {
    return confidence;
  }

  /** The regions so far. */
  public List<Region> regions() {
    return regions;
  }
}
