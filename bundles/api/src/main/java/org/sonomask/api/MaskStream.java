// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One stream's sound and pictures in, masks out. Sound, pictures and questions may come from
 * different threads; none of the calls waits for the segmenter, but {@link #await}.
 */
public interface MaskStream extends AutoCloseable {

  /** Width of the frames {@link #frame} takes; 0 while no segmenter is there. */
  int frameWidth();

  /** Height of the frames {@link #frame} takes; 0 while no segmenter is there. */
  int frameHeight();

  /** Class names by label of the segmenter in use; empty while none is there. */
  default List<String> classes() {
    return List.of();
  }

  /**
   * Nanoseconds of sound after the start of a frame that its window needs: what an aligned element
   * must add to its latency besides the inference.
   */
  long lookahead();

  /**
   * Takes sound: mono float32 at 16 kHz, copied before the call returns.
   *
   * @param samples from position to limit
   * @param runningTime of the first sample, ns; a jump starts a new stretch
   */
  void audio(FloatBuffer samples, long runningTime);

  /**
   * Says that no sound will come before the given running time (a gap, or {@code Long.MAX_VALUE} at
   * the end).
   */
  void audioUntil(long runningTime);

  /**
   * Whether {@link #frame} would use a frame with this running time. Cheap; asked for each frame.
   */
  boolean wantsFrame(long runningTime);

  /**
   * Takes a picture at model size, uint8 RGB, copied before the call returns. It is segmented as
   * soon as its sound is there.
   *
   * @return whether it was taken; a full queue or a missing segmenter says no
   */
  boolean frame(ByteBuffer rgb, long runningTime, long duration);

  /**
   * The newest mask not newer than the frame's end and not older than the stream's maximal age. Any
   * thread; who shows every frame asks {@link #follow}, which copies nothing.
   *
   * @return the caller's own mask, or null if there is none
   */
  MaskFrame newest(long runningTime);

  /**
   * Whether a filter works between inferences, so that {@link #picture} is to be called for each
   * frame. Cheap; asked for each frame.
   */
  default boolean wantsPictures() {
    return false;
  }

  /**
   * Takes the luma of a frame that will be shown, in the order in which frames come, before {@link
   * #follow} is asked for it. Some 60 of them are remembered.
   *
   * @param luma uint8 [frameHeight, frameWidth], from position to limit; copied before the call
   *     returns
   */
  default void picture(ByteBuffer luma, long runningTime) {}

  /**
   * The mask for a frame that is shown now: as {@link #newest}, but fitted to the frame's picture
   * by the filters that work between inferences. To be asked by one thread, once for each frame, in
   * order; takes a few milliseconds if there are such filters.
   *
   * @return the mask, or null; lent until the next call, also if the stream is flushed or closed
   *     meanwhile or gets another model. Another mask than the last one comes in other arrays. The
   *     regions of one that was fitted are those of the mask as it was inferred
   */
  default MaskFrame follow(long runningTime) {
    return newest(runningTime);
  }

  /**
   * Waits until every frame taken with a running time up to this one has its mask or has failed, or
   * is forgotten.
   *
   * @param timeout ns to wait at most
   * @return whether that is so; else the time is over
   */
  boolean await(long runningTime, long timeout) throws InterruptedException;

  /**
   * Forgets sound, frames, masks and filters: after a flush or a discontinuity. Wakes {@link
   * #await}.
   */
  void flush();

  /** Changes settings while playing; name and model must stay. */
  void settings(StreamSettings settings);

  /** Figures since the stream was opened. */
  Statistics statistics();

  /** Closes the stream and forgets what is under way. */
  @Override
  void close();

  /**
   * Figures of a stream.
   *
   * @param frames taken
   * @param masks made
   * @param silent masks of windows that were too quiet to ask the segmenter; they are empty
   * @param dropped windows dropped because a newer one came or their deadline had passed
   * @param failed windows whose inference failed
   * @param inferenceNanos time from window to mask, sum over masks
   * @param coverage mean coverage of the windows by sound, 0 to 1
   */
  record Statistics(
      long frames,
      long masks,
      long silent,
      long dropped,
      long failed,
      long inferenceNanos,
      double coverage) {}
}
