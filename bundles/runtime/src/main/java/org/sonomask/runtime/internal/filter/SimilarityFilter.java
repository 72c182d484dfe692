// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.filter;

import java.nio.ByteBuffer;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.SegmenterInfo;

/**
 * Steadies masks where the picture stands still, as COMBO's adaptive inter-frame consistency loss
 * does in training (arXiv 2312.06462): the more a part of the picture is like it was, the more its
 * mask must be like it was.
 *
 * <p>Each pixel keeps a label and the evidence for it. A new mask adds its confidence to the
 * evidence where it agrees and takes it away where it does not, and the label changes when the
 * evidence has turned clearly against it. The past counts for at most 55 %, so a change that the
 * model is as sure of as it was of the old label shows after two masks at the latest.
 */
@Component(property = "service.ranking:Integer=0")
public final class SimilarityFilter implements MaskFilter {
  private static final float GREATEST_PAST = 0.55f;
  private static final float HYSTERESIS = 0.3f;
  // Levels of luma by which a block may change before its past counts for 1/e.
  private static final float TOLERANCE = 6;

  @Override
  public String name() {
    return "similarity";
  }

  @Override
  public Instance open(SegmenterInfo info) {
    return new State(info.width(), info.height());
  }

  private static final class State implements Instance {
    private final LumaGrid grid;
    private final int width;
    private final int height;
    private final float[] past;
    private final byte[] label;
    private final float[] evidence;
    private float[] means;
    private float[] lastMeans;
    private boolean empty = true;

    State(int width, int height) {
      this.width = width;
      this.height = height;
      grid = new LumaGrid(width, height);
      past = new float[grid.size()];
      means = new float[grid.size()];
      lastMeans = new float[grid.size()];
      label = new byte[width * height];
      evidence = new float[width * height];
    }

    @Override
    public void apply(
        long runningTime, ByteBuffer frame, double strength, byte[] labels, byte[] confidence) {
      grid.means(frame, means);
      weighPast((float) strength);
      for (int y = 0; y < height; y++) {
        int row = y / LumaGrid.BLOCK * grid.columns;
        for (int x = 0; x < width; x++) {
          blend(y * width + x, past[row + x / LumaGrid.BLOCK], labels, confidence);
        }
      }
      float[] swap = lastMeans;
      lastMeans = means;
      means = swap;
      empty = false;
    }

    private void weighPast(float strength) {
      for (int i = 0; i < past.length; i++) {
        float difference = Math.abs(means[i] - lastMeans[i]) / TOLERANCE;
        past[i] = empty ? 0 : GREATEST_PAST * strength * (float) Math.exp(-difference);
      }
    }

    private void blend(int at, float weight, byte[] labels, byte[] confidence) {
      float sure = (confidence[at] & 0xff) * (1 - weight);
      float kept = evidence[at] * weight;
      float sum = labels[at] == label[at] ? kept + sure : kept - sure;
      if (sum < -HYSTERESIS * weight * 255) {
        label[at] = labels[at];
        sum = -sum;
      }
      evidence[at] = Math.max(0, sum);
      labels[at] = label[at];
      confidence[at] = (byte) (int) (evidence[at] + 0.5f);
    }

    @Override
    public void reset() {
      empty = true;
    }
  }
}
