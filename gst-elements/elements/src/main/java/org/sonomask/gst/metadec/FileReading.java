// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.ffi.Gst;

/** Reads a file of records on a thread of its own, as fast as its masks are taken. */
final class FileReading implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ElementHost host;
  private final String location;
  private final RecordFeed feed;
  private final MaskQueue queue;
  private final Thread thread;
  private volatile boolean closed;

  FileReading(ElementHost host, String location, RecordFeed feed, MaskQueue queue) {
    this.host = host;
    this.location = location;
    this.feed = feed;
    this.queue = queue;
    thread = new Thread(this::read, "sonometadec-" + host.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try (FileChannel file = FileChannel.open(Path.of(location), StandardOpenOption.READ)) {
      while (!closed && file.read(chunk.clear()) >= 0) {
        feed.read(chunk.flip(), Gst.NO_TIME);
        queue.advance();
      }
    } catch (IOException | RuntimeException unreadable) {
      if (!closed) {
        host.warn(
            "Cannot read " + location + ": video passes without its masks. Check location.",
            unreadable.toString());
      }
    }
    if (!closed) {
      feed.end();
    }
  }

  /** Returns when nothing is read any more. */
  @Override
  public void close() {
    closed = true;
    queue.close();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
