// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;
import org.sonomask.runtime.RuntimeSettings;
import org.sonomask.runtime.internal.audio.AudioTimeline;
import org.sonomask.runtime.internal.audio.WindowPlacement;
import org.sonomask.runtime.internal.schedule.BatchWindow;
import org.sonomask.runtime.internal.schedule.Slot;

/**
 * One stream. Sound goes into its timeline, pictures become windows, which wait for their sound,
 * then for their turn; what comes back becomes a mask on its timeline of masks.
 *
 * <p>Its monitor guards everything in it, is never held while a mask is made or a listener told,
 * and is taken before the batcher's lock. Its attachment's monitor is held then, and is taken
 * before this one.
 */
public final class RuntimeStream implements MaskStream {
  // Sixteen seconds: windows of ten examples are ten seconds long.
  private static final int LIVE_SOUND = 1 << 18;
  private static final int SOUND = 1 << 20;
  private static final int LIVE_MASKS = 16;
  private static final long NEVER = Long.MIN_VALUE;

  /** A frame that claims to last longer cannot be believed, and sums of times must not overflow. */
  private static final long LONGEST_FRAME = TimeUnit.MINUTES.toNanos(10);

  private final RuntimeSettings runtimeSettings;
  private final Surroundings surroundings;
  private final Deque<Window> waiting = new ArrayDeque<>();
  private final List<Window> underWay = new ArrayList<>();
  private final Tally tally = new Tally();
  private StreamSettings settings;
  private AudioTimeline timeline;
  private MaskTimeline masks;
  private Host host;
  private volatile Attachment attachment;
  private volatile double smoothing;
  private long taken;
  private long newestMade;
  private long lastTaken = NEVER;
  private long lastDuration;
  private int generation;
  private boolean closed;

  public RuntimeStream(
      StreamSettings settings, RuntimeSettings runtimeSettings, Surroundings surroundings) {
    this.settings = settings;
    smoothing = settings.smoothing();
    this.runtimeSettings = runtimeSettings;
    this.surroundings = surroundings;
    remember(settings.live());
  }

  private void remember(boolean live) {
    timeline = new AudioTimeline(live ? LIVE_SOUND : SOUND);
    masks = new MaskTimeline(live ? LIVE_MASKS : runtimeSettings.queue() + LIVE_MASKS);
  }

  /** Name of the model it wants; empty for any. */
  public synchronized String model() {
    return settings.model();
  }

  /**
   * Uses a segmenter from now on; windows of the one before are dropped, its masks are kept.
   *
   * @param next segmenter, or null for none
   */
  public synchronized void attach(Host next) {
    if (next == host) {
      return;
    }
    detach();
    if (next != null && !closed) {
      MaskMemory memory = new MaskMemory(masks, next.info().pixels());
      attachment = new Attachment(this, next, timeline, memory, settings.live(), runtimeSettings);
      host = next;
    }
  }

  private void detach() {
    forget();
    if (attachment != null) {
      attachment.batcher().close(attachment.lane());
      attachment = null;
    }
    host = null;
  }

  @Override
  public int frameWidth() {
    Attachment now = attachment;
    return now == null ? 0 : now.info().width();
  }

  @Override
  public int frameHeight() {
    Attachment now = attachment;
    return now == null ? 0 : now.info().height();
  }

  @Override
  public List<String> classes() {
    Attachment now = attachment;
    return now == null ? List.of() : now.info().classes();
  }

  @Override
  public synchronized long lookahead() {
    return settings.live() ? 0 : WindowPlacement.LOOKAHEAD;
  }

  @Override
  public synchronized void audio(FloatBuffer samples, long runningTime) {
    timeline.write(samples, runningTime);
    releaseComplete();
  }

  @Override
  public synchronized void audioUntil(long runningTime) {
    timeline.endsAt(runningTime);
    releaseComplete();
  }

  @Override
  public synchronized boolean wantsFrame(long runningTime) {
    if (attachment == null || settings.live() && !timeline.hasSound()) {
      return false;
    }
    // Half a frame's grace, as time stamps of frames are rounded.
    return lastTaken == NEVER
        || runningTime < lastTaken
        || runningTime - lastTaken >= settings.interval() - lastDuration / 2;
  }

  @Override
  public synchronized boolean frame(ByteBuffer rgb, long runningTime, long duration) {
    Attachment now = attachment;
    if (now == null || rgb.remaining() != now.info().pixels() * 3) {
      return false;
    }
    Window window = now.borrow();
    if (window == null) {
      return false;
    }
    window.rgb.put(0, rgb, rgb.position(), rgb.remaining());
    window.runningTime = runningTime;
    window.number = ++taken;
    window.duration = Math.max(0, Math.min(duration, LONGEST_FRAME));
    window.taken = System.nanoTime();
    window.deadline = settings.live() ? window.taken + settings.maxAge() : Long.MAX_VALUE;
    window.threshold = (int) Math.round(settings.threshold() * 255);
    window.forgotten = false;
    lastTaken = runningTime;
    lastDuration = window.duration;
    tally.taken();
    underWay.add(window);
    waiting.addLast(window);
    releaseComplete();
    return true;
  }

  /** Hands windows whose sound is complete to the batcher, in order. */
  private void releaseComplete() {
    while (!waiting.isEmpty() && isComplete(waiting.peekFirst())) {
      Window window = waiting.pollFirst();
      if (!timeline.hasSound()) {
        // A stream without any sound has no masks.
        finish(window);
        continue;
      }
      BatchWindow older = attachment.batcher().offer(window);
      if (older != null) {
        tally.dropped();
        finish((Window) older);
      }
    }
  }

  private boolean isComplete(Window window) {
    return timeline.watermark() >= attachment.placement().complete(window.runningTime);
  }

  @Override
  public synchronized MaskFrame newest(long runningTime) {
    MaskFrame mask = masks.at(runningTime, settings.maxAge());
    return mask == null ? null : mask.copy();
  }

  private synchronized MaskFrame lend(long runningTime) {
    return masks.lend(runningTime, settings.maxAge());
  }

  @Override
  public boolean wantsPictures() {
    Attachment now = attachment;
    return now != null && now.follower().isWanted();
  }

  @Override
  public void picture(ByteBuffer luma, long runningTime) {
    Attachment now = attachment;
    if (now != null) {
      now.follower().picture(luma, runningTime);
    }
  }

  @Override
  public MaskFrame follow(long runningTime) {
    Attachment now = attachment;
    MaskFrame newest = lend(runningTime);
    return now == null ? newest : now.follower().follow(runningTime, newest, smoothing);
  }

  @Override
  public synchronized boolean await(long runningTime, long timeout) throws InterruptedException {
    long start = System.nanoTime();
    int awaited = generation;
    while (!closed && generation == awaited && isUnderWay(runningTime)) {
      long left = timeout - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private boolean isUnderWay(long runningTime) {
    for (int i = 0; i < underWay.size(); i++) {
      if (underWay.get(i).runningTime <= runningTime) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void flush() {
    forget();
    timeline.clear();
    masks.clear();
  }

  /** Forgets windows and filters. Those that are in a batch come back by themselves. */
  private void forget() {
    generation++;
    List<BatchWindow> back = new ArrayList<>(waiting);
    waiting.clear();
    if (attachment != null) {
      attachment.batcher().clear(attachment.lane(), back);
      attachment.forgetFilters();
    }
    back.forEach(window -> finish((Window) window));
    underWay.forEach(window -> window.forgotten = true);
    underWay.clear();
    lastTaken = NEVER;
    notifyAll();
  }

  @Override
  public synchronized void settings(StreamSettings next) {
    if (!next.name().equals(settings.name()) || !next.model().equals(settings.model())) {
      throw new IllegalArgumentException(
          "name and model of stream " + settings.name() + " cannot change; open another stream");
    }
    boolean other = next.live() != settings.live();
    settings = next;
    smoothing = next.smoothing();
    if (other) {
      Host same = host;
      detach();
      remember(next.live());
      attach(same);
    }
  }

  @Override
  public synchronized Statistics statistics() {
    return tally.statistics();
  }

  /** What it is like now. */
  public synchronized MaskMonitor.StreamStatus status() {
    return tally.status(settings, host == null ? "" : host.info().model());
  }

  /** Whether it uses a segmenter. */
  public synchronized boolean uses(Host other) {
    return host == other;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      detach();
      masks.clear();
    }
    surroundings.closed(this);
  }

  /**
   * On a thread of the batcher: makes the mask of a window, and tells of it. One mask at a time,
   * though a device that had been given up may answer beside the one that took its place: if the
   * stream is flushed meanwhile, the next mask is made in the same memory.
   */
  void deliver(Window window, Slot slot) {
    synchronized (window.attachment) {
      MaskMemory.Piece piece = memoryFor(window);
      MaskFrame mask = piece == null ? null : make(window, slot, piece);
      if (mask != null) {
        surroundings.tell(mask);
        if (slot != null) {
          surroundings.tell(mask, slot);
        }
      }
    }
  }

  /** Null if nobody wants the window any more, or its stream has a newer mask; it is given back. */
  private synchronized MaskMemory.Piece memoryFor(Window window) {
    if (!window.forgotten && window.number > newestMade) {
      return window.attachment.unused();
    }
    if (!window.forgotten) {
      tally.dropped();
    }
    finish(window);
    return null;
  }

  private MaskFrame make(Window window, Slot slot, MaskMemory.Piece piece) {
    MaskFrame mask = window.attachment.make(window, slot, piece, smoothing);
    synchronized (this) {
      boolean wanted = !window.forgotten;
      if (wanted) {
        masks.add(mask);
        tally.made(window, mask, slot == null);
        newestMade = window.number;
      }
      finish(window);
      return wanted ? mask : null;
    }
  }

  synchronized void drop(Window window) {
    tally.dropped();
    finish(window);
  }

  synchronized void fail(Window window) {
    tally.failed();
    finish(window);
  }

  private void finish(Window window) {
    underWay.remove(window);
    window.attachment.recycle(window);
    notifyAll();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** See {@link StreamSettings#name()}. */
  public synchronized String name() {
    return settings.name();
  }
}
