// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.Preview;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.Trampoline;

/**
 * Shows what passes a pad. The probe on the streaming thread only leaves a reference to the newest
 * buffer; a thread of its own makes a JPEG of it with GStreamer's own converter and encoder.
 */
final class PadPreview implements Preview {
  private static final Logger LOG = LoggerFactory.getLogger(PadPreview.class);
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE = 5 * SECOND;

  /** A probe's callback is never freed, so all previews share one and tell themselves apart. */
  private static final ConcurrentHashMap<Long, PadPreview> BY_NUMBER = new ConcurrentHashMap<>();

  private static final AtomicLong NUMBER = new AtomicLong();

  private static final long PROBE =
      Trampoline.of((Trampoline.Question3) (pad, info, number) -> passed(info, number));

  private final long pad;
  private final long format;
  private final long interval;
  private final Consumer<byte[]> taker;
  private final long number = NUMBER.incrementAndGet();
  private final Thread thread = new Thread(this::run, "sonomask-preview-" + number);
  private long probe;
  private long waiting;
  private long nextAt;
  private boolean closed;

  private PadPreview(long pad, Size size, Consumer<byte[]> taker) {
    this.pad = pad;
    this.taker = taker;
    interval = SECOND / size.rate();
    format =
        Gst.gst_caps_from_string(
            "image/jpeg,pixel-aspect-ratio=(fraction)1/1,width=(int)" + size.width());
  }

  static Preview start(long element, String padName, Size size, Consumer<byte[]> taker) {
    long pad = Gst.gst_element_get_static_pad(element, padName);
    if (pad == 0) {
      throw new IllegalStateException("the element has no pad " + padName);
    }
    PadPreview preview = new PadPreview(pad, size, taker);
    BY_NUMBER.put(preview.number, preview);
    preview.probe =
        Gst.gst_pad_add_probe(pad, Flags.GST_PAD_PROBE_TYPE_BUFFER, PROBE, preview.number, 0);
    preview.thread.setDaemon(true);
    preview.thread.start();
    return preview;
  }

  private static int passed(long info, long number) {
    PadPreview preview = BY_NUMBER.get(number);
    if (preview != null) {
      preview.offer(NativeMemory.getLong(info + Layout.GstPadProbeInfo.DATA));
    }
    return Flags.GST_PAD_PROBE_OK;
  }

  private synchronized void offer(long buffer) {
    long now = System.nanoTime();
    if (!closed && waiting == 0 && now - nextAt >= 0) {
      nextAt = now + interval;
      waiting = Gst.gst_mini_object_ref(buffer);
      notifyAll();
    }
  }

  private void run() {
    try {
      for (long buffer = take(); buffer != 0; buffer = take()) {
        byte[] picture = encode(buffer);
        if (picture != null) {
          taker.accept(picture);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.warn("a preview ends", e);
      close();
    } finally {
      release();
    }
  }

  private synchronized long take() throws InterruptedException {
    while (!closed && waiting == 0) {
      wait();
    }
    long buffer = closed ? 0 : waiting;
    waiting = closed ? waiting : 0;
    return buffer;
  }

  /** Makes a JPEG of a buffer, which it releases; null if that cannot be done. */
  private byte[] encode(long buffer) {
    long caps = Gst.gst_pad_get_current_caps(pad);
    if (caps == 0) {
      Gst.gst_mini_object_unref(buffer);
      return null;
    }
    long sample = Gst.gst_sample_new(buffer, caps, 0, 0);
    Gst.gst_mini_object_unref(buffer);
    Gst.gst_mini_object_unref(caps);
    long error = NativeMemory.allocate(Long.BYTES);
    try {
      long encoded = GstVideo.gst_video_convert_sample(sample, format, PATIENCE, error);
      if (encoded == 0) {
        throw new IllegalStateException("no JPEG can be made: " + message(error));
      }
      byte[] bytes = bytes(Gst.gst_sample_get_buffer(encoded));
      Gst.gst_mini_object_unref(encoded);
      return bytes;
    } finally {
      NativeMemory.free(error);
      Gst.gst_mini_object_unref(sample);
    }
  }

  private static String message(long errorAddress) {
    long error = NativeMemory.getLong(errorAddress);
    if (error == 0) {
      return "no reason given";
    }
    String message = NativeMemory.string(NativeMemory.getLong(error + Layout.GError.MESSAGE));
    GLib.g_error_free(error);
    return message;
  }

  private static byte[] bytes(long buffer) {
    long info = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
    try {
      if (Gst.gst_buffer_map(buffer, info, Flags.GST_MAP_READ) == 0) {
        return null;
      }
      byte[] bytes = new byte[(int) Gst.gst_buffer_get_size(buffer)];
      NativeMemory.read(
          NativeMemory.getLong(info + Layout.GstMapInfo.DATA), bytes, 0, bytes.length);
      Gst.gst_buffer_unmap(buffer, info);
      return bytes;
    } finally {
      NativeMemory.free(info);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }

  /** At the end of the thread, which holds the references. */
  private void release() {
    BY_NUMBER.remove(number);
    Gst.gst_pad_remove_probe(pad, probe);
    synchronized (this) {
      closed = true;
      if (waiting != 0) {
        Gst.gst_mini_object_unref(waiting);
        waiting = 0;
      }
    }
    Gst.gst_mini_object_unref(format);
    Gst.gst_object_unref(pad);
  }
}
