// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.prior;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.network.MaskigePalette;

/**
 * The live prior: a graph-based segmentation of the frame, a few milliseconds at model size. It
 * covers every pixel, so no index is 0. At most 149 objects; the smallest ones share index 1 if
 * there are more.
 */
@Component
public final class GraphPrior implements PriorProvider {
  private static final int SCALE = 3000;

  /** Of a region, as a share of the picture. */
  private static final double LEAST_SHARE = 0.006;

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public Instance open(int width, int height) {
    return new GraphInstance(width, height);
  }

  private static final class GraphInstance implements Instance {
    private final int pixels;
    private final GraphSegmentation segmentation;
    private final int[] rgb;
    private final int[] regions;
    private final byte[] indices;
    private final long[] found;

    GraphInstance(int width, int height) {
      this.pixels = width * height;
      int leastSize = Math.max(1, (int) (LEAST_SHARE * pixels));
      this.segmentation = new GraphSegmentation(width, height, SCALE, leastSize);
      this.rgb = new int[pixels];
      this.regions = new int[pixels];
      this.indices = new byte[pixels];
      this.found = new long[pixels / leastSize + 1];
    }

    @Override
    public void prior(ByteBuffer frame, int frameOffset, ByteBuffer prior, int priorOffset) {
      for (int pixel = 0, at = frameOffset; pixel < pixels; pixel++, at += 3) {
        rgb[pixel] =
            (frame.get(at) & 0xFF) << 16
                | (frame.get(at + 1) & 0xFF) << 8
                | frame.get(at + 2) & 0xFF;
      }
      segmentation.segment(rgb, regions);
      rank();
      for (int pixel = 0; pixel < pixels; pixel++) {
        prior.put(priorOffset + pixel, indices[regions[pixel]]);
      }
    }

    /**
     * Smaller regions get smaller indices; of equal ones the one that is named by an earlier pixel.
     */
    private void rank() {
      int count = 0;
      for (int pixel = 0; pixel < pixels; pixel++) {
        if (regions[pixel] == pixel) {
          found[count++] = (long) segmentation.size(pixel) << 32 | pixel;
        }
      }
      Arrays.sort(found, 0, count);
      int highest = Math.min(count, MaskigePalette.SIZE - 1);
      for (int i = 0; i < count; i++) {
        indices[(int) found[i]] = (byte) Math.max(1, highest - count + 1 + i);
      }
    }
  }
}
