// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.util.concurrent.locks.LockSupport;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskStream;

/**
 * Plays the scene into one stream in real time, as the streaming thread of an element does: sound
 * and a frame every 40 ms, and for each frame the question for its mask.
 */
final class PlayedStream implements Runnable {
  private final MaskStream stream;
  private final Scene scene;
  private final int firstFrame;
  private final long epoch;
  private final long phase;
  private volatile boolean ending;
  private volatile long shown;
  private volatile long late;
  private volatile long masked;

  /**
   * @param firstFrame of the scene that it shows
   * @param epoch when running time is 0, by {@link System#nanoTime}
   * @param phase ns from then to its first frame
   */
  PlayedStream(MaskStream stream, Scene scene, int firstFrame, long epoch, long phase) {
    this.stream = stream;
    this.scene = scene;
    this.firstFrame = firstFrame;
    this.epoch = epoch;
    this.phase = phase;
  }

  @Override
  public void run() {
    for (int frame = 0; !ending; frame++) {
      long time = phase + frame * Scene.FRAME_NANOS;
      for (long left = epoch + time - System.nanoTime(); left > 0 && !ending; ) {
        LockSupport.parkNanos(left);
        left = epoch + time - System.nanoTime();
      }
      play(firstFrame + frame, time);
      boolean inTime = System.nanoTime() - epoch - time < Scene.FRAME_NANOS;
      shown++;
      late += inTime ? 0 : 1;
    }
  }

  private void play(int frame, long time) {
    // The sound of a frame has been heard when the frame is there.
    stream.audio(scene.sound(frame), time - Scene.FRAME_NANOS);
    if (stream.wantsPictures()) {
      stream.picture(scene.luma(frame), time);
    }
    if (stream.wantsFrame(time)) {
      stream.frame(scene.picture(frame), time, Scene.FRAME_NANOS);
    }
    MaskFrame mask = stream.follow(time);
    masked += mask == null ? 0 : 1;
  }

  MaskStream stream() {
    return stream;
  }

  /** Frames that it has shown. */
  long shown() {
    return shown;
  }

  /** Those of them that came a frame's time or more after they were due. */
  long late() {
    return late;
  }

  /** Those of them that had a mask. */
  long masked() {
    return masked;
  }

  void end() {
    ending = true;
  }
}
