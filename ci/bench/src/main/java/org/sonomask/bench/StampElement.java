// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import java.util.List;
import java.util.function.IntFunction;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.mask.MaskStamp;

/**
 * Attaches masks to frames as sonomask would, in place of it.
 *
 * @param factory name of the element
 * @param masks the mask with a number
 * @param framesPerMask how many frames show a mask before the next one comes; 0 keeps the first
 */
record StampElement(String factory, IntFunction<MaskFrame> masks, int framesPerMask)
    implements ElementProvider {

  @Override
  public ElementType type() {
    return new ElementType(
        factory,
        "Bench" + Character.toUpperCase(factory.charAt(0)) + factory.substring(1),
        "Mask stamp",
        "Generic",
        "Attaches ready masks to frames",
        "Sonomask",
        new ElementType.Transform("video/x-raw"),
        List.of());
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new Stamping();
  }

  private final class Stamping implements TransformBehaviour {
    private MaskStamp stamp = new MaskStamp(masks.apply(0), BenchMasks.CLASSES);
    private int frames;

    @Override
    public boolean setCaps(long in, long out) {
      return true;
    }

    @Override
    public int transformIp(long buffer) {
      if (framesPerMask > 0 && ++frames % framesPerMask == 0) {
        stamp.close();
        stamp = new MaskStamp(masks.apply(frames / framesPerMask), BenchMasks.CLASSES);
      }
      stamp.stamp(buffer, 0, MediaBench.WIDTH, MediaBench.HEIGHT);
      return Flow.OK;
    }

    @Override
    public void close() {
      stamp.close();
    }
  }
}
