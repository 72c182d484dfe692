// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** The segment of a stream. Owns native memory until {@link #free}. */
final class StreamSegment {
  private final long segment = NativeMemory.allocate(Layout.GstSegment.SIZE);

  StreamSegment() {
    reset();
  }

  /** Forgets the segment: times are running times. */
  void reset() {
    Gst.gst_segment_init(segment, Flags.GST_FORMAT_TIME);
  }

  /** Takes the segment of a SEGMENT event. */
  void take(long event) {
    Gst.gst_event_copy_segment(event, segment);
  }

  /** Running time of a position, or none. */
  long runningTime(long position) {
    return position == Gst.NO_TIME || !isTime()
        ? Gst.NO_TIME
        : Gst.gst_segment_to_running_time(segment, Flags.GST_FORMAT_TIME, position);
  }

  /** Running time of the segment's start, or none. */
  long start() {
    return runningTime(NativeMemory.getLong(segment + Layout.GstSegment.START));
  }

  /** Stream time at a running time, or none. */
  long streamTime(long runningTime) {
    if (runningTime == Gst.NO_TIME || !isTime()) {
      return Gst.NO_TIME;
    }
    long position =
        Gst.gst_segment_position_from_running_time(segment, Flags.GST_FORMAT_TIME, runningTime);
    return position == Gst.NO_TIME
        ? Gst.NO_TIME
        : Gst.gst_segment_to_stream_time(segment, Flags.GST_FORMAT_TIME, position);
  }

  private boolean isTime() {
    return NativeMemory.getInt(segment + Layout.GstSegment.FORMAT) == Flags.GST_FORMAT_TIME;
  }

  void free() {
    NativeMemory.free(segment);
  }
}
