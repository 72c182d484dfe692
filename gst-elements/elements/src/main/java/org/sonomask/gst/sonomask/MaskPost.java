// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.Locale;
import java.util.Map;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskSource;
import org.sonomask.api.MaskStream;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.ShownArea;
import org.sonomask.gst.mask.MaskStamp;
import org.sonomask.gst.paint.Area;

/**
 * Puts the newest mask on each frame that leaves. On the task of the video branch, but for figures.
 */
final class MaskPost implements AutoCloseable {
  /** Frames without a mask from one look for the reason to the next. */
  private static final int LOOK_EVERY = 25;

  /** Of a frame that does not tell, ns. */
  private static final long USUAL_DURATION = 40_000_000;

  private final BranchHost host;
  private final ShownArea shown = new ShownArea();
  private MaskStamp stamp;
  private int missed;
  private boolean warned;
  private long failuresSeen;
  private final SoundLevel level;
  private volatile long marked;
  private volatile long age;
  private volatile int width;
  private volatile int height;
  private volatile int pixelWidth = 1;
  private volatile int pixelHeight = 1;

  MaskPost(BranchHost host, SoundLevel level) {
    this.host = host;
    this.level = level;
  }

  /** Notes the size and shape of the frames to come. */
  void frameSize(long videoInfo) {
    width = NativeMemory.getInt(videoInfo + Layout.GstVideoInfo.WIDTH);
    height = NativeMemory.getInt(videoInfo + Layout.GstVideoInfo.HEIGHT);
    pixelWidth = NativeMemory.getInt(videoInfo + Layout.GstVideoInfo.PAR_N);
    pixelHeight = NativeMemory.getInt(videoInfo + Layout.GstVideoInfo.PAR_D);
  }

  /**
   * Puts a mask on a frame if there is one.
   *
   * @param buffer GstBuffer*, taken
   * @return GstBuffer*, given
   */
  long put(MaskStream stream, Settings settings, long buffer, long runningTime) {
    MaskFrame mask = stream.follow(runningTime);
    if (mask == null || mask.ageAt(runningTime) > settings.maxAge()) {
      close();
      noMask(stream);
      return buffer;
    }
    if (stamp == null || isOther(mask, stamp.mask())) {
      renew(stream, settings, mask);
    }
    long writable =
        Gst.gst_mini_object_is_writable(buffer) != 0
            ? buffer
            : Gst.gst_mini_object_make_writable(buffer);
    Area area = shown.of(writable, width, height);
    stamp.pixelAspectRatio(pixelWidth, pixelHeight);
    stamp.stamp(writable, runningTime, area.x(), area.y(), area.width(), area.height());
    stampLevel(writable, runningTime);
    missed = 0;
    warned = false;
    marked++;
    age = mask.ageAt(runningTime);
    return writable;
  }

  private void stampLevel(long buffer, long runningTime) {
    long duration = NativeMemory.getLong(buffer + Layout.GstBuffer.DURATION);
    long length = duration == Gst.NO_TIME ? USUAL_DURATION : duration;
    double decibels = level.decibels(runningTime, runningTime + length);
    if (!Double.isNaN(decibels)) {
      stamp.level(buffer, decibels);
    }
  }

  /**
   * The same mask may come in another wrapping, as held; one that was fitted is another. The stamp
   * has copied the pixels, so it outlives the loan of its mask; the stream lends another mask in
   * other arrays than the last one's.
   */
  private static boolean isOther(MaskFrame mask, MaskFrame shown) {
    return mask.labels() != shown.labels() || mask.runningTime() != shown.runningTime();
  }

  /** Whether it is the mask that is shown, moved to another frame. */
  private static boolean isFitted(MaskFrame mask, MaskFrame shown) {
    return mask.source() == MaskSource.PROPAGATED
        && mask.runningTime() == shown.runningTime()
        && mask.width() == shown.width()
        && mask.height() == shown.height()
        && mask.model().equals(shown.model());
  }

  private void renew(MaskStream stream, Settings settings, MaskFrame mask) {
    if (stamp != null && isFitted(mask, stamp.mask())) {
      stamp.replace(mask);
      return;
    }
    MaskStamp fresh = new MaskStamp(mask, stream.classes());
    close();
    stamp = fresh;
    if (settings.messages()) {
      post(mask);
    }
  }

  private void post(MaskFrame mask) {
    host.post(
        "sonomask-mask",
        Map.of(
            "running-time",
            mask.runningTime(),
            "model",
            mask.model(),
            "source",
            mask.source().name().toLowerCase(Locale.ROOT),
            "coverage",
            (double) mask.audioCoverage(),
            "regions",
            (long) mask.regions().size()));
  }

  /** Says once, when masks do not come because inference fails, until one comes again. */
  private void noMask(MaskStream stream) {
    if (warned || missed++ % LOOK_EVERY != 0) {
      return;
    }
    long failures = stream.statistics().failed();
    long more = failures - failuresSeen;
    failuresSeen = failures;
    if (more > 0) {
      warned = true;
      host.warn(
          "Inference fails: pictures pass without masks until it works again.",
          more + " windows failed; the log says why");
    }
  }

  /** Frames that got a mask. */
  long marked() {
    return marked;
  }

  /** Age of the mask on the last frame, ns. */
  long age() {
    return age;
  }

  void reset() {
    marked = 0;
    age = 0;
    missed = 0;
    warned = false;
    failuresSeen = 0;
  }

  @Override
  public void close() {
    if (stamp != null) {
      stamp.close();
      stamp = null;
    }
  }
}
