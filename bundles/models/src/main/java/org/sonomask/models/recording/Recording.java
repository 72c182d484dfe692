// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.WindowListener;
import org.sonomask.api.WindowRecorder.Recorded;

/**
 * One recording under way: takes windows on the delivery thread, writes them on one of its own. It
 * is of one model; a window of another ends it.
 */
final class Recording implements WindowListener {
  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
  private static final int QUEUE = 16;
  private static final long LOOK_MILLIS = 100;

  private final Path file;
  private final String stream;
  private final int most;
  private final BlockingQueue<RecordedWindow> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread = new Thread(this::run, "sonomask-recording");
  private WindowFile.Writer writer;
  private SegmenterInfo info;
  private int taken;
  private long missed;
  private volatile boolean ending;
  private volatile int written;
  private volatile IOException failure;

  /**
   * @param file to write
   * @param stream whose windows to take
   * @param most windows to take
   */
  Recording(Path file, String stream, int most) {
    this.file = file;
    this.stream = stream;
    this.most = most;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void onWindow(Window window) {
    if (ending || !window.mask().stream().equals(stream)) {
      return;
    }
    info = info == null ? window.info() : info;
    if (!window.info().equals(info)) {
      ending = true;
      return;
    }
    if (queue.offer(RecordedWindow.of(window))) {
      taken++;
    } else {
      missed++;
    }
    ending = taken == most;
  }

  private void run() {
    try {
      while (!ending || !queue.isEmpty()) {
        RecordedWindow window = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (window != null) {
          write(window);
        }
      }
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      failure = e;
      ending = true;
      LOG.error("the recording {} fails: {}", file, e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(RecordedWindow window) throws IOException {
    if (writer == null) {
      writer = new WindowFile.Writer(file, info);
    }
    writer.write(window);
    written++;
  }

  /** Ends it; returns when the file is whole. */
  Recorded end() throws IOException {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IOException("the recording " + file + " failed: " + failure.getMessage(), failure);
    }
    return state();
  }

  /** What became of it so far. */
  synchronized Recorded state() {
    return new Recorded(file, written, missed, thread.isAlive());
  }
}
