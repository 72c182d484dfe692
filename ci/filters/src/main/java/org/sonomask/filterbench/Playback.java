// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.runtime.filter.MaskFollower;
import org.sonomask.runtime.filter.MaskSteadier;
import org.sonomask.runtime.motion.LumaPicture;

/** Shows a film as the runtime would: an inference now and then, and a mask on every frame. */
final class Playback {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double SECOND = 1e9;

  private final Film film;
  private final Setting setting;
  private final SegmenterInfo info;
  private final MaskSteadier steadier;
  private final MaskFollower follower;
  private final List<MaskFrame> masks = new ArrayList<>();
  private final Cost cost = new Cost();

  /** Processor time and how often it was spent. */
  static final class Cost {
    long maskNanos;
    long masks;
    long frameNanos;
    long frames;

    void add(Cost other) {
      maskNanos += other.maskNanos;
      masks += other.masks;
      frameNanos += other.frameNanos;
      frames += other.frames;
    }
  }

  Playback(Film film, Setting setting, SegmenterInfo info) {
    this.film = film;
    this.setting = setting;
    this.info = info;
    steadier = new MaskSteadier(info, setting::filters, film::level, pieces -> List.of());
    follower = new MaskFollower(info, setting::filters, film::level);
  }

  /** The class of each pixel of each frame, as it is shown. */
  byte[][] play() {
    byte[][] shown = new byte[film.frames()][info.pixels()];
    LumaPicture luma = new LumaPicture(info.width(), info.height());
    long lastInference = Long.MIN_VALUE / 2;
    for (int frame = 0; frame < shown.length; frame++) {
      long time = film.time(frame);
      if (time - lastInference >= SECOND / setting.rate() - film.interval() / 2) {
        lastInference = time;
        infer(frame);
      }
      luma.setRgb(ByteBuffer.wrap(film.pictures()[frame]));
      MaskFrame mask = show(luma, time);
      if (mask != null) {
        System.arraycopy(mask.labels(), 0, shown[frame], 0, info.pixels());
      }
    }
    return shown;
  }

  private void infer(int frame) {
    byte[] labels = film.labels()[frame].clone();
    byte[] confidence = film.confidence()[frame].clone();
    long time = film.time(frame);
    long start = THREADS.getCurrentThreadCpuTime();
    List<Region> regions =
        steadier.apply(
            time, ByteBuffer.wrap(film.pictures()[frame]), setting.strength(), labels, confidence);
    cost.maskNanos += THREADS.getCurrentThreadCpuTime() - start;
    cost.masks++;
    masks.add(
        new MaskFrame(
            "film",
            time,
            film.interval(),
            info.width(),
            info.height(),
            labels,
            confidence,
            regions,
            MaskGeometry.WHOLE,
            1,
            MaskSource.INFERRED,
            info.model()));
  }

  private MaskFrame show(LumaPicture luma, long time) {
    MaskFrame newest = newest(time);
    long start = THREADS.getCurrentThreadCpuTime();
    follower.picture(ByteBuffer.wrap(luma.luma()), time);
    MaskFrame mask = follower.follow(time, newest, setting.strength());
    cost.frameNanos += THREADS.getCurrentThreadCpuTime() - start;
    cost.frames++;
    return mask;
  }

  private MaskFrame newest(long time) {
    for (int i = masks.size() - 1; i >= 0; i--) {
      MaskFrame mask = masks.get(i);
      if (mask.runningTime() + setting.delay() <= time) {
        return mask.runningTime() == time ? mask : mask.withSource(MaskSource.HELD);
      }
    }
    return null;
  }

  Cost cost() {
    return cost;
  }
}
