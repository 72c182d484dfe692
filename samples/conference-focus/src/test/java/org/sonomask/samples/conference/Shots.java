// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.conference;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.Sample;
import org.freedesktop.gstreamer.elements.AppSink;

/** What a guest would be sent for a film, frame by frame, with all the time that it takes. */
final class Shots implements AutoCloseable {
  private static final int SIZE = 480;
  private static final int BLOCK = SIZE / 40;

  /** Sound and masks are waited for, an hour if need be. */
  private static final String PIPELINE =
      "uridecodebin name=film uri=%s film. ! video/x-raw ! queue ! mask.video_sink"
          + " film. ! audio/x-raw ! queue ! mask.audio_sink"
          + " %s sync-mode=aligned timeout=3600000000000 starvation-timeout=3600000000000"
          + " mask.audio_src ! fakesink async=false"
          + " mask.video_src ! %s ! videoconvert ! video/x-raw,format=RGB"
          + " ! appsink name=shots sync=false max-buffers=10";

  /** Who is in the shot. */
  enum Framed {
    LEFT,
    RIGHT,
    BOTH
  }

  /** A frame's time in the film, and who is in it. */
  record Shot(double seconds, Framed framed) {}

  private final Pipeline pipeline;
  private final AppSink sink;

  Shots(Path film) {
    pipeline = (Pipeline) Gst.parseLaunch(PIPELINE.formatted(film.toUri(), Guest.MASK, Guest.SHOT));
    sink = (AppSink) pipeline.getElementByName("shots");
    pipeline.play();
  }

  /** The next one; null at the end. */
  Shot next() {
    Sample sample = sink.pullSample();
    if (sample == null) {
      return null;
    }
    ByteBuffer picture = sample.getBuffer().map(false);
    Framed framed = framed(picture);
    sample.getBuffer().unmap();
    double seconds = sample.getBuffer().getPresentationTimestamp() / 1e9;
    sample.dispose();
    return new Shot(seconds, framed);
  }

  /**
   * The wall is warm behind the left one and blue behind the right one, left and right of their
   * heads.
   */
  private static Framed framed(ByteBuffer picture) {
    if (blueness(picture, 5, 1) > 50) {
      return Framed.RIGHT;
    }
    return blueness(picture, 34, 1) > 50 ? Framed.BOTH : Framed.LEFT;
  }

  /** How much more blue than red there is in one of 40 x 40 blocks. */
  private static double blueness(ByteBuffer picture, int column, int row) {
    int sum = 0;
    for (int y = row * BLOCK; y < (row + 1) * BLOCK; y++) {
      for (int x = column * BLOCK; x < (column + 1) * BLOCK; x++) {
        int at = (y * SIZE + x) * 3;
        sum += (picture.get(at + 2) & 255) - (picture.get(at) & 255);
      }
    }
    return (double) sum / (BLOCK * BLOCK);
  }

  @Override
  public void close() {
    pipeline.stop();
    pipeline.dispose();
  }
}
