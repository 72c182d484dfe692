// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.sonomask.gst.sonomask.SonoMaskElement.AUDIO;
import static org.sonomask.gst.sonomask.SonoMaskElement.VIDEO;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.api.MaskStream;
import org.sonomask.gst.element.BranchBehaviour;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.ffi.Gst;

/**
 * What one sonomask does: copies both branches to its mask stream, and puts masks on the frames.
 */
final class Marking implements BranchBehaviour {
  private final BranchHost host;
  private final StreamLink link;
  private final SoundLevel level = new SoundLevel();
  private final SoundTap sound = new SoundTap(level);
  private final PictureTap pictures;
  private final LumaTap luma = new LumaTap();
  private final Alignment alignment;
  private final MaskPost post;
  private final Flushes flushes = new Flushes();
  private volatile Settings settings;
  private volatile long lookahead;
  private volatile long frames;
  private volatile boolean soundEnded;

  /** GstVideoInfo* of the pictures that come; on the video sink pad's streaming thread. */
  private long pictureInfo;

  /** The stream that knows that no sound will come. */
  private volatile MaskStream silenced;

  Marking(BranchHost host, MaskServices services) {
    this.host = host;
    this.settings = Settings.of(host);
    this.link = new StreamLink(host, services, settings);
    this.pictures = new PictureTap(() -> host.wake(VIDEO), text -> host.warn(text, ""));
    this.alignment = new Alignment(host, pictures);
    this.post = new MaskPost(host, level);
    applyLimits();
  }

  @Override
  public void start() {
    frames = 0;
    soundEnded = false;
    silenced = null;
    flushes.reset();
    level.reset();
    post.reset();
    alignment.reset();
    alignment.interrupt(false);
    link.start();
    pictures.start(host.name());
    noteLookahead(link.stream());
  }

  @Override
  public void stop() {
    luma.close();
    pictureInfo = 0;
    pictures.stop();
    link.stop();
    sound.reset();
    post.close();
  }

  @Override
  public void close() {
    stop();
    sound.close();
  }

  @Override
  public void propertyChanged(String name) {
    Settings next = Settings.of(host);
    boolean other = next.aligned() != settings.aligned() || next.aligned();
    settings = next;
    applyLimits();
    link.settings(next);
    host.wake(VIDEO);
    if (other) {
      host.latencyChanged();
    }
  }

  /** Both queues hold what the video branch waits. */
  private void applyLimits() {
    Settings now = settings;
    long own = latency(VIDEO);
    host.limits(VIDEO, now.maxQueueFrames(), own);
    host.limits(AUDIO, 1, Math.max(now.maxQueueTime(), own + own / 2));
  }

  @Override
  public long latency(int branch) {
    Settings now = settings;
    return branch == VIDEO && now.aligned() ? lookahead + now.latencyBudget() : 0;
  }

  /** The lookahead is known when a model is; it is part of the latency. */
  private void noteLookahead(MaskStream stream) {
    long now = stream == null ? 0 : stream.lookahead();
    if (now != lookahead && now != 0) {
      lookahead = now;
      applyLimits();
      if (settings.aligned()) {
        host.latencyChanged();
      }
    }
  }

  @Override
  public void caps(int branch, long caps) {
    if (branch == VIDEO) {
      pictureInfo = pictures.caps(caps);
      if (pictureInfo != 0) {
        post.frameSize(pictureInfo);
      }
    } else if (!sound.caps(caps)) {
      host.warn(
          "This sound cannot be converted to 16 kHz mono: no masks. Put audioconvert and"
              + " audioresample before it.",
          "");
    }
  }

  @Override
  public void segment(int branch, long runningTime) {
    if (branch == AUDIO) {
      sound.reset();
      soundEnded = false;
      alignment.soundEnded(false);
      alignment.soundUntil(runningTime);
    }
  }

  @Override
  public void arrived(int branch, long buffer, long runningTime, long duration) {
    if (branch == VIDEO) {
      frames++;
    }
    MaskStream stream = link.stream();
    if (stream == null || runningTime == Gst.NO_TIME || flushes.isStale(branch)) {
      return;
    }
    if (branch == AUDIO) {
      long end = sound.copy(stream, buffer, runningTime);
      if (end != Gst.NO_TIME) {
        alignment.soundUntil(end);
        wakeAligned();
      }
      return;
    }
    noteLookahead(stream);
    if (soundEnded || !host.linked(AUDIO)) {
      silence(stream);
    }
    if (stream.wantsPictures()) {
      luma.offer(stream, pictureInfo, buffer, runningTime);
    }
    boolean every = settings.aligned();
    if (every || stream.wantsFrame(runningTime)) {
      pictures.offer(stream, buffer, runningTime, duration, every);
    }
  }

  @Override
  public void gap(int branch, long runningTime, long end) {
    if (branch == AUDIO && !flushes.isStale(branch)) {
      sound.reset();
      alignment.soundUntil(end);
      MaskStream stream = link.stream();
      if (stream != null) {
        stream.audioUntil(end);
      }
      wakeAligned();
    }
  }

  @Override
  public void ended(int branch) {
    if (branch == AUDIO) {
      soundEnded = true;
      alignment.soundEnded(true);
      silence(link.stream());
      wakeAligned();
    }
  }

  /** Says once to each stream that no sound will come, else its windows would wait for it. */
  private void silence(MaskStream stream) {
    if (stream != null && stream != silenced) {
      silenced = stream;
      stream.audioUntil(Long.MAX_VALUE);
    }
  }

  private void wakeAligned() {
    if (settings.aligned()) {
      host.wake(VIDEO);
    }
  }

  @Override
  public void flushing(int branch, int seqnum) {
    if (branch == VIDEO) {
      alignment.interrupt(true);
    }
    boolean first = flushes.isFirst(branch, seqnum, host.linked(1 - branch));
    if (first || branch == VIDEO) {
      pictures.flush();
    }
    MaskStream stream = link.stream();
    if (first && stream != null) {
      stream.flush();
      silenced = null;
    }
  }

  @Override
  public void flushed(int branch) {
    if (branch == VIDEO) {
      alignment.interrupt(false);
    } else {
      sound.reset();
      soundEnded = false;
      alignment.reset();
    }
  }

  @Override
  public long hold(int branch, long runningTime, long duration, boolean pressed) {
    Settings now = settings;
    MaskStream stream =
        branch == VIDEO && now.aligned() && runningTime != Gst.NO_TIME ? link.stream() : null;
    if (stream == null || stream.frameWidth() == 0) {
      return 0;
    }
    try {
      return alignment.hold(stream, now, runningTime, pressed);
    } catch (InterruptedException e) {
      return 0;
    }
  }

  @Override
  public long leaving(int branch, long buffer, long runningTime) {
    MaskStream stream = branch == VIDEO && runningTime != Gst.NO_TIME ? link.stream() : null;
    return stream == null ? buffer : post.put(stream, settings, buffer, runningTime);
  }

  @Override
  public Object property(String name) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("stream", link.name());
    figures.put("frames", frames);
    figures.put("marked", post.marked());
    MaskStream stream = link.stream();
    if (stream != null) {
      MaskStream.Statistics counted = stream.statistics();
      figures.put("taken", counted.frames());
      figures.put("masks", counted.masks());
      figures.put("silent", counted.silent());
      figures.put("dropped", counted.dropped());
      figures.put("failed", counted.failed());
      figures.put("coverage", counted.coverage());
      figures.put("inference-time", counted.inferenceNanos() / Math.max(1, counted.masks()));
    }
    figures.put("mask-age", post.age());
    return figures;
  }
}
