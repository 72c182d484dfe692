// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.gst.element.OutletStream;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Writes masks of one picture size in one format, a buffer a record. On one streaming thread. */
final class RecordStream {
  private final OutletStream outlet;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MaskCodec.Writer writer;

  /** What the format puts before its first record, until it has been sent. */
  private byte[] head;

  /**
   * Starts a stream.
   *
   * @param begun whether another one has begun on this outlet, whose head stands for this one's
   */
  RecordStream(OutletStream outlet, MaskCodecs.Entry codec, MaskCodec.Output output, boolean begun)
      throws IOException {
    this.outlet = outlet;
    outlet.caps(codec.caps());
    writer = codec.codec().open(bytes, output);
    head = begun ? new byte[0] : bytes.toByteArray();
    bytes.reset();
  }

  /**
   * Sends what comes before the first record, once.
   *
   * @param time PTS of the frame at hand, ns or none
   */
  void begin(long time) {
    if (head.length > 0) {
      long buffer = buffer(head, time, 0);
      Gst.gst_buffer_set_flags(buffer, Flags.GST_BUFFER_FLAG_HEADER);
      outlet.push(buffer);
      head = new byte[0];
    }
  }

  /**
   * Sends a mask.
   *
   * @param age ns, of the mask on its frame
   * @param time PTS of the frame, ns or none
   * @param duration of the frame, ns or none
   */
  void write(MaskFrame mask, long age, long time, long duration) throws IOException {
    bytes.reset();
    writer.write(mask, age);
    outlet.push(buffer(bytes.toByteArray(), time, duration));
  }

  /** Makes a GstBuffer*, which the caller owns. */
  private static long buffer(byte[] content, long time, long duration) {
    long buffer = Gst.gst_buffer_new_allocate(0, content.length, 0);
    if (buffer == 0) {
      throw new OutOfMemoryError("no native memory for a record of " + content.length + " bytes");
    }
    Gst.gst_buffer_fill(buffer, 0, content, content.length);
    NativeMemory.putLong(buffer + Layout.GstBuffer.PTS, time);
    NativeMemory.putLong(buffer + Layout.GstBuffer.DURATION, duration);
    return buffer;
  }
}
