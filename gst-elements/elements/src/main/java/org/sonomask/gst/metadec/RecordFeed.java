// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.nio.ByteBuffer;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.ffi.Gst;

/**
 * Makes masks of bytes, and queues them. A damaged record is left out; the first of a row of them
 * is a warning. For one thread.
 */
final class RecordFeed {
  private final ElementHost host;
  private final MaskQueue queue;
  private final Runnable onProgress;
  private final MaskCodec.Reader reader;
  private long time = Gst.NO_TIME;
  private boolean failing;

  /**
   * Starts reading.
   *
   * @param onProgress is told when there is more in the queue
   */
  RecordFeed(
      ElementHost host, MaskCodec codec, int maxPixels, MaskQueue queue, Runnable onProgress) {
    this.host = host;
    this.queue = queue;
    this.onProgress = onProgress;
    this.reader = codec.read(new MaskCodec.Input(0, maxPixels));
  }

  /**
   * Takes the next bytes.
   *
   * @param runningTime from which their masks are to be shown; none where the records themselves
   *     tell it
   */
  void read(ByteBuffer bytes, long runningTime) {
    time = runningTime;
    while (bytes.hasRemaining()) {
      try {
        reader.read(bytes, this::queue);
      } catch (MaskFormatException damaged) {
        refuse(damaged);
      }
    }
  }

  /** Says that there are no more bytes. */
  void end() {
    try {
      reader.end(this::queue);
    } catch (MaskFormatException damaged) {
      refuse(damaged);
    }
    queue.end();
    onProgress.run();
  }

  private void refuse(MaskFormatException damaged) {
    if (!failing) {
      failing = true;
      host.warn(
          "A record is damaged: its mask is left out, and reading goes on behind it.",
          damaged.getMessage());
    }
  }

  private void queue(MaskFrame mask) {
    failing = false;
    long age = Math.max(0, reader.age());
    if (time == Gst.NO_TIME) {
      queue.put(mask.runningTime() + age, mask);
    } else {
      queue.put(time, mask.withRunningTime(Math.max(0, time - age)));
    }
    onProgress.run();
  }
}
