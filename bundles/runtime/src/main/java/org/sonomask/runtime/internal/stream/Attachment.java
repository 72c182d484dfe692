// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.RuntimeSettings;
import org.sonomask.runtime.filter.MaskFollower;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.runtime.filter.StreamSound;
import org.sonomask.runtime.internal.audio.AudioTimeline;
import org.sonomask.runtime.internal.audio.MelColumns;
import org.sonomask.runtime.internal.audio.WindowPlacement;
import org.sonomask.runtime.internal.schedule.BatchWindow;
import org.sonomask.runtime.internal.schedule.Batcher;
import org.sonomask.runtime.internal.schedule.Schedule;
import org.sonomask.runtime.internal.schedule.Slot;

/**
 * What a stream needs of one segmenter for as long as it uses that: windows of the right size, a
 * lane of its batcher, memory for its masks, and the way from sound to its examples. The pool of
 * windows and the memory are guarded by the stream.
 */
final class Attachment {
  // One waits, one is prepared, and the newest must find room.
  private static final int LIVE_WINDOWS = 6;

  private final RuntimeStream stream;
  private final Batcher batcher;
  private final Schedule.Lane<BatchWindow> lane;
  private final SegmenterInfo info;
  private final AudioTimeline timeline;
  private final WindowPlacement placement;
  private final MelColumns columns;
  private final double silenceLevel;
  private final MaskMaker maker;
  private final MaskFollower follower;
  private final MaskMemory memory;
  private final Deque<Window> pool = new ArrayDeque<>();

  Attachment(
      RuntimeStream stream,
      Host host,
      AudioTimeline timeline,
      MaskMemory memory,
      boolean live,
      RuntimeSettings settings) {
    this.stream = stream;
    this.timeline = timeline;
    this.memory = memory;
    batcher = host.batcher();
    info = host.info();
    int hop = Math.toIntExact(info.audioHop() / AudioTimeline.SAMPLE_NANOS);
    columns = new MelColumns(timeline, info.audioExamples(), hop);
    placement = new WindowPlacement(MelColumns.windowSamples(info.audioExamples(), hop), live);
    Surroundings around = stream.surroundings();
    Regions regions = new Regions(info);
    StreamSound sound = new Sound();
    follower = new MaskFollower(info, around::filters, sound);
    MaskSteadier steadier =
        new MaskSteadier(info, around::filters, sound, regions::of, follower.history());
    maker = new MaskMaker(stream.name(), info, steadier);
    silenceLevel = Math.pow(10, settings.silence() / 20);
    int windows = live ? LIVE_WINDOWS : settings.queue();
    for (int i = 0; i < windows; i++) {
      pool.addLast(new Window(this, info.pixels() * 3));
    }
    lane = batcher.open(live);
  }

  RuntimeStream stream() {
    return stream;
  }

  SegmenterInfo info() {
    return info;
  }

  WindowPlacement placement() {
    return placement;
  }

  Batcher batcher() {
    return batcher;
  }

  Schedule.Lane<BatchWindow> lane() {
    return lane;
  }

  /** A free window, or null. */
  Window borrow() {
    return pool.pollFirst();
  }

  void recycle(Window window) {
    pool.addLast(window);
  }

  /** See {@link MaskMemory#unused}. */
  MaskMemory.Piece unused() {
    return memory.unused();
  }

  /** On a thread of the batcher; see {@link BatchWindow#isHeard}. */
  boolean isHeard(Window window) {
    window.start = placement.start(window.runningTime, window.duration, timeline.watermark());
    synchronized (columns) {
      columns.load(window.start);
      window.coverage = columns.coverage();
      window.level = columns.level();
    }
    return window.level >= silenceLevel;
  }

  /** On a thread of the batcher; see {@link BatchWindow#prepare}. */
  void prepare(Window window, Slot slot) {
    synchronized (columns) {
      columns.load(window.start);
      columns.examples(slot.logMel(), slot.melOffset());
    }
    slot.frame().put(0, window.rgb, 0, window.rgb.capacity());
  }

  /**
   * On a thread of the batcher: makes a window's mask.
   *
   * @param slot what the segmenter wrote; null if it was not asked
   * @param piece of memory to make it in
   * @param strength of the filters
   */
  MaskFrame make(Window window, Slot slot, MaskMemory.Piece piece, double strength) {
    return slot == null
        ? maker.silent(window, piece, strength)
        : maker.segmented(window, slot, piece, strength);
  }

  /** Fits masks to frames between inferences. */
  MaskFollower follower() {
    return follower;
  }

  private final class Sound implements StreamSound {
    @Override
    public double level(long runningTime) {
      long start = placement.start(runningTime, 0, timeline.watermark());
      return 20 * Math.log10(timeline.level(start, placement.samples()));
    }

    @Override
    public int read(long runningTime, float[] to) {
      return timeline.read(AudioTimeline.sampleAt(runningTime), to, to.length);
    }
  }

  /** The next mask has nothing to do with the ones before. */
  void forgetFilters() {
    maker.reset();
    follower.reset();
  }
}
