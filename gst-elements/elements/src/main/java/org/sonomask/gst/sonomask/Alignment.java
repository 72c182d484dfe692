// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.sonomask.gst.sonomask.SonoMaskElement.AUDIO;

import org.sonomask.api.MaskStream;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.ffi.Gst;

/**
 * Says how long a frame waits for its own mask, first for its sound, then for the inference. It
 * waits no longer for sound when
 *
 * <ul>
 *   <li>the sound has come as far as the window needs it,
 *   <li>the sound is at its end, or its pad has no peer,
 *   <li>live: the deadline has come, which is what the LATENCY query declared,
 *   <li>not live: upstream waits for this queue and the sound stands still, as it does when one
 *       thread feeds both branches.
 * </ul>
 */
final class Alignment {
  private static final long ASK_AGAIN = 1_000_000_000;
  private static final long SLICE = 20_000_000;
  private static final long SOON = 2_000_000;

  private final BranchHost host;
  private final PictureTap pictures;

  /** Running time up to which there is sound; written on the audio thread. */
  private volatile long watermark = Gst.NO_TIME;

  private volatile boolean soundEnded;
  private volatile boolean interrupted;

  // The frame that waits.
  private volatile long head = Gst.NO_TIME;
  private long stillSince;
  private long stillAt;
  private long stillAsked;
  private long inferenceSince;

  Alignment(BranchHost host, PictureTap pictures) {
    this.host = host;
    this.pictures = pictures;
  }

  /** There is sound, or there will be none, up to this running time. */
  void soundUntil(long runningTime) {
    if (runningTime > watermark) {
      watermark = runningTime;
    }
  }

  /** The sound is at its end, or began anew. */
  void soundEnded(boolean ended) {
    soundEnded = ended;
  }

  void reset() {
    watermark = Gst.NO_TIME;
    soundEnded = false;
  }

  /** Ends waiting for masks, or allows it again. */
  void interrupt(boolean now) {
    head = Gst.NO_TIME;
    interrupted = now;
  }

  /**
   * How long the frame waits at most before the next question, ns. Blocks for a slice of 20 ms
   * while the inference is under way.
   */
  long hold(MaskStream stream, Settings settings, long runningTime, boolean pressed)
      throws InterruptedException {
    if (interrupted) {
      return 0;
    }
    if (runningTime != head) {
      head = runningTime;
      inferenceSince = 0;
    }
    long left = host.live() ? untilDeadline(stream, settings, runningTime) : ASK_AGAIN;
    if (left <= 0) {
      pictures.giveUp();
      return 0;
    }
    if (!isSoundComplete(stream, runningTime)) {
      return host.live() || !pressed ? left : untilStarved(settings);
    }
    return awaitMask(stream, settings, runningTime, left);
  }

  private boolean isSoundComplete(MaskStream stream, long runningTime) {
    long heard = watermark;
    return soundEnded
        || heard != Gst.NO_TIME && heard >= runningTime + stream.lookahead()
        || !host.linked(AUDIO);
  }

  private long untilDeadline(MaskStream stream, Settings settings, long runningTime) {
    long now = host.runningTime();
    if (now == Gst.NO_TIME) {
      return SLICE;
    }
    long own = stream.lookahead() + settings.latencyBudget();
    return runningTime + host.upstreamLatency() + own - now;
  }

  private long untilStarved(Settings settings) {
    long now = System.nanoTime();
    // A pause, in which nobody asked, says nothing about the sound.
    boolean paused = now - stillAsked > 2 * settings.starvation() + SLICE;
    stillAsked = now;
    if (stillSince == 0 || stillAt != watermark || paused) {
      stillSince = now;
      stillAt = watermark;
    }
    return Math.max(0, settings.starvation() - (now - stillSince));
  }

  private long awaitMask(MaskStream stream, Settings settings, long runningTime, long left)
      throws InterruptedException {
    long now = System.nanoTime();
    if (inferenceSince == 0) {
      inferenceSince = now;
    }
    if (!host.live() && now - inferenceSince > settings.timeout()) {
      pictures.giveUp();
      return 0;
    }
    if (pictures.isPending(runningTime)) {
      return Math.min(left, SOON);
    }
    long slice = Math.min(left, SLICE);
    return stream.await(runningTime, slice) ? 0 : 1;
  }
}
