// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * Runs the filters of one stream over the masks that the segmenter makes, and resets them all on
 * scene cuts. Used by one thread at a time, but {@link #reset} by any.
 */
public final class MaskSteadier {
  private final FilterChain chain;
  private final Step step;
  private final SceneCut sceneCut;
  private final Function<MaskPieces, List<Region>> regions;
  private LumaPicture picture;
  private LumaPicture before;
  private long beforeTime;
  private volatile boolean stale = true;

  /**
   * Starts without a past, for a stream of whose pictures only those that are segmented are known.
   *
   * @param filters to run now, in order; the same list as long as nothing changes
   * @param regions tells the regions from the pieces of a filtered mask
   */
  public MaskSteadier(
      SegmenterInfo info,
      Supplier<List<MaskFilter>> filters,
      StreamSound sound,
      Function<MaskPieces, List<Region>> regions) {
    this(info, filters, sound, regions, new LumaHistory(info.pixels(), 1));
  }

  /**
   * Starts without a past.
   *
   * @param filters to run now, in order; the same list as long as nothing changes
   * @param regions tells the regions from the pieces of a filtered mask
   * @param history of the stream's pictures, see {@link MaskFollower#history}
   */
  public MaskSteadier(
      SegmenterInfo info,
      Supplier<List<MaskFilter>> filters,
      StreamSound sound,
      Function<MaskPieces, List<Region>> regions,
      LumaHistory history) {
    chain = new FilterChain(info, filters, MaskFilter::open);
    step = new Step(info.width(), info.height(), sound, history);
    sceneCut = new SceneCut(info.width(), info.height());
    picture = new LumaPicture(info.width(), info.height());
    before = new LumaPicture(info.width(), info.height());
    this.regions = regions;
  }

  /**
   * Filters a mask in place.
   *
   * @param rgb the picture, uint8 [height, width, 3] from absolute offset 0
   * @param strength 0 leaves the mask as it is
   * @return the regions of the filtered mask
   */
  public List<Region> apply(
      long runningTime, ByteBuffer rgb, double strength, byte[] labels, byte[] confidence) {
    boolean restart = stale;
    stale = false;
    step.begin(runningTime, strength, picture, labels, confidence);
    if (!chain.open() || strength <= 0) {
      stale = true;
      return regions.apply(step.pieces());
    }
    picture.setRgb(rgb);
    if (sceneCut.isCut(picture.luma()) || restart) {
      chain.reset();
    } else {
      step.since(before, beforeTime);
    }
    chain.apply(step);
    List<Region> found = chain.regions(step, regions.apply(step.pieces()));
    LumaPicture oldest = before;
    before = picture;
    beforeTime = runningTime;
    picture = oldest;
    return found;
  }

  /** The next mask has nothing to do with the ones before. */
  public void reset() {
    stale = true;
  }
}
