// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * Fits the newest mask to each frame that a stream shows, by the filters that work between
 * inferences. Motion is followed from frame to frame, so that outlines move as steadily as the
 * picture. {@link #picture} and {@link #follow} are for one thread each, the others for any.
 * Allocates nothing per frame.
 */
public final class MaskFollower {
  // A second at 60 frames a second and two at 30: what queues hold, masks that are half a second
  // old, and enough to tell whose lips move with the sound.
  private static final int REMEMBERED = 60;
  private static final long NEVER = Long.MIN_VALUE;

  private final SegmenterInfo info;
  private final FilterChain chain;
  private final Step step;
  private final SceneCut sceneCut;
  private final LumaHistory history;
  private LumaPicture shown;

  /** The picture of the frame before. */
  private LumaPicture before;

  private long beforeTime = NEVER;
  private final LumaPicture origin;
  private final byte[][] labels;
  private final byte[][] confidence;
  private final MaskFrame[] lent = new MaskFrame[2];
  private MaskFrame followed;

  /** What the frame before was given. */
  private MaskFrame current;

  private int turn;
  private long cutAt = NEVER;
  private volatile boolean wanted = true;
  private volatile boolean stale;

  /**
   * Starts without a past.
   *
   * @param filters to run now, in order; the same list as long as nothing changes
   */
  public MaskFollower(SegmenterInfo info, Supplier<List<MaskFilter>> filters, StreamSound sound) {
    this.info = info;
    chain = new FilterChain(info, filters, MaskFilter::openBetween);
    sceneCut = new SceneCut(info.width(), info.height());
    history = new LumaHistory(info.pixels(), REMEMBERED);
    step = new Step(info.width(), info.height(), sound, history);
    shown = new LumaPicture(info.width(), info.height());
    origin = new LumaPicture(info.width(), info.height());
    before = new LumaPicture(info.width(), info.height());
    labels = new byte[2][info.pixels()];
    confidence = new byte[2][info.pixels()];
  }

  /** Whether any filter works between inferences, as of the last frame; before the first, maybe. */
  public boolean isWanted() {
    return wanted;
  }

  /** The pictures that {@link #picture} brought. */
  public LumaHistory history() {
    return history;
  }

  /** Remembers a picture, uint8 luma [height, width] from position to limit. */
  public void picture(ByteBuffer luma, long runningTime) {
    history.add(luma, runningTime);
  }

  /**
   * Fits a mask to a frame.
   *
   * @param newest mask for the frame as it is, or null
   * @param strength of the filters
   * @return the mask itself; or one whose arrays are lent until the next call but one; or null if
   *     there is none, or it is of the shot before
   */
  public MaskFrame follow(long runningTime, MaskFrame newest, double strength) {
    wanted = chain.open() && strength > 0;
    if (stale) {
      stale = false;
      chain.reset();
      step.forget();
      followed = null;
      cutAt = NEVER;
    }
    if (!wanted || !history.copy(runningTime, shown)) {
      return newest;
    }
    if (sceneCut.isCut(shown.luma())) {
      chain.reset();
      cutAt = runningTime;
    }
    if (newest == null || newest.runningTime() < cutAt) {
      return null;
    }
    boolean older = newest.source() == MaskSource.HELD;
    return older && newest.labels().length == info.pixels() && begin(newest)
        ? fit(runningTime, strength)
        : newest;
  }

  /** Looks up the picture that a mask was made of, unless that is known. */
  private boolean begin(MaskFrame newest) {
    if (isFollowed(newest)) {
      return true;
    }
    if (!history.copy(newest.runningTime(), origin)) {
      return false;
    }
    followed = newest;
    current = newest;
    for (int i = 0; i < lent.length; i++) {
      lent[i] = newest.filtered(labels[i], confidence[i], MaskSource.PROPAGATED);
    }
    return true;
  }

  /** Masks of silence share their arrays, so those alone do not tell. */
  private boolean isFollowed(MaskFrame newest) {
    return followed != null
        && followed.runningTime() == newest.runningTime()
        && followed.labels() == newest.labels();
  }

  /** A mask of which nothing has moved since the frame before is the same one. */
  private MaskFrame fit(long runningTime, double strength) {
    int next = 1 - turn;
    System.arraycopy(followed.labels(), 0, labels[next], 0, info.pixels());
    System.arraycopy(followed.confidence(), 0, confidence[next], 0, info.pixels());
    step.begin(runningTime, strength, shown, labels[next], confidence[next]);
    step.since(origin, followed.runningTime());
    step.onFrom(before, beforeTime);
    chain.apply(step);
    if (Arrays.equals(labels[next], followed.labels())) {
      current = followed;
    } else if (!Arrays.equals(labels[next], current.labels())) {
      current = lent[next];
      turn = next;
    }
    LumaPicture oldest = before;
    before = shown;
    beforeTime = runningTime;
    shown = oldest;
    return current;
  }

  /** The frames to come have nothing to do with those before. */
  public void reset() {
    history.clear();
    stale = true;
  }
}
