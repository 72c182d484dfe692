// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskStream;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Copies pictures to a mask stream on a thread of its own, so that scaling delays no video. In live
 * mode a newer picture takes the place of one that still waits; aligned, every picture is handed
 * over in order, again and again while the stream's queue is full.
 */
final class PictureTap {
  private static final Logger LOG = LoggerFactory.getLogger(PictureTap.class);
  private static final long RETRY_MILLIS = 5;

  /** The picture that the worker works on. */
  private static final class Picture {
    long buffer;
    long info;
    long runningTime;
    long duration;
    long epoch;
    MaskStream stream;
  }

  private final Runnable whenSubmitted;
  private final Consumer<String> warning;
  private final PictureQueue queue = new PictureQueue();
  private final List<Long> infos = new ArrayList<>();
  private long info;
  private long working = Gst.NO_TIME;
  private long epoch;
  private MaskStream stream;
  private boolean patient;
  private boolean stopping;
  private Thread worker;

  /** The worker's own. */
  private PictureScaler scaler;

  /**
   * Makes a tap.
   *
   * @param whenSubmitted called by the worker after each picture
   * @param warning takes a sentence for people
   */
  PictureTap(Runnable whenSubmitted, Consumer<String> warning) {
    this.whenSubmitted = whenSubmitted;
    this.warning = warning;
  }

  /** Starts the worker. */
  synchronized void start(String name) {
    stopping = false;
    worker = new Thread(this::work, "sonomask-pictures-" + name);
    worker.setDaemon(true);
    worker.start();
  }

  /**
   * Notes the format of the pictures to come.
   *
   * @return the GstVideoInfo*, owned by this until {@link #stop}; 0 if it is no raw video
   */
  synchronized long caps(long caps) {
    long fresh = NativeMemory.allocate(Layout.GstVideoInfo.SIZE);
    infos.add(fresh);
    GstVideo.gst_video_info_init(fresh);
    info = GstVideo.gst_video_info_from_caps(fresh, caps) == 0 ? 0 : fresh;
    return info;
  }

  /**
   * Offers a picture; hot path.
   *
   * @param every whether it must be handed over even if that takes time
   */
  synchronized void offer(
      MaskStream to, long buffer, long runningTime, long duration, boolean every) {
    if (info == 0 || stopping) {
      return;
    }
    if (!every) {
      queue.clear();
    }
    stream = to;
    patient = every;
    queue.add(buffer, info, runningTime, duration);
    notifyAll();
  }

  /** Whether a picture with a running time up to this one still waits. */
  synchronized boolean isPending(long runningTime) {
    return working != Gst.NO_TIME && working <= runningTime
        || !queue.isEmpty() && queue.runningTime() <= runningTime;
  }

  /** Gives up on the picture that is being handed over. */
  synchronized void giveUp() {
    epoch++;
    notifyAll();
  }

  /**
   * Forgets all pictures that wait, and waits for the one that is being handed over: afterwards
   * none of them can reach the stream any more.
   */
  synchronized void flush() {
    queue.clear();
    giveUp();
    boolean interrupted = false;
    while (working != Gst.NO_TIME) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the worker, waits for it, and forgets the format. */
  void stop() {
    Thread ending;
    synchronized (this) {
      stopping = true;
      flush();
      ending = worker;
      worker = null;
    }
    join(ending);
    synchronized (this) {
      info = 0;
      infos.forEach(NativeMemory::free);
      infos.clear();
    }
  }

  private static void join(Thread ending) {
    boolean interrupted = false;
    while (ending != null && ending.isAlive()) {
      try {
        ending.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Picture picture = new Picture();
    boolean failing = false;
    try {
      while (take(picture)) {
        try {
          handOver(picture);
          failing = false;
        } catch (RuntimeException | Error e) {
          if (!failing) {
            LOG.warn("pictures cannot be handed over: they pass without masks until they can", e);
          }
          failing = true;
        } finally {
          finish(picture);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("the thread that scales pictures was interrupted: no masks until the next start");
    } finally {
      closeScaler();
    }
  }

  /** Waits for the oldest picture; false if there will be none. */
  private synchronized boolean take(Picture picture) throws InterruptedException {
    while (queue.isEmpty() && !stopping) {
      wait();
    }
    if (stopping) {
      return false;
    }
    picture.buffer = queue.buffer();
    picture.info = queue.info();
    picture.runningTime = queue.runningTime();
    picture.duration = queue.duration();
    picture.epoch = epoch;
    picture.stream = stream;
    queue.remove();
    working = picture.runningTime;
    return true;
  }

  private void finish(Picture picture) {
    Gst.gst_mini_object_unref(picture.buffer);
    synchronized (this) {
      working = Gst.NO_TIME;
      notifyAll();
    }
    whenSubmitted.run();
  }

  private void handOver(Picture picture) throws InterruptedException {
    MaskStream to = picture.stream;
    int width = to.frameWidth();
    int height = to.frameHeight();
    if (width == 0 || height == 0 || !to.wantsFrame(picture.runningTime)) {
      return;
    }
    ByteBuffer rgb = scaler(picture.info, width, height).scale(picture.buffer);
    while (rgb != null && isWanted(picture)) {
      if (to.frame(rgb.clear(), picture.runningTime, picture.duration) || !mayRetry()) {
        return;
      }
    }
  }

  private synchronized boolean isWanted(Picture picture) {
    return !stopping && epoch == picture.epoch;
  }

  /** Waits a little for room in the stream's queue, if that is worth while. */
  private synchronized boolean mayRetry() throws InterruptedException {
    if (patient && !stopping) {
      wait(RETRY_MILLIS);
    }
    return patient;
  }

  private PictureScaler scaler(long format, int width, int height) {
    if (scaler == null || !scaler.fits(format, width, height)) {
      closeScaler();
      scaler = new PictureScaler(format, PictureKind.RGB, width, height);
      if (!scaler.works()) {
        warning.accept("GStreamer cannot convert these pictures to RGB: they pass without masks.");
      }
    }
    return scaler;
  }

  private void closeScaler() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
