// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.element.BranchBehaviour;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * Shows one branch to whichever behaviour is there. Keeps the stream's caps and segment, so that a
 * behaviour that comes late is told first; a behaviour that fails or is absent holds up nothing.
 */
final class BranchObserver {
  private final BranchInstance instance;
  private final int index;
  private final StreamSegment segment = new StreamSegment();
  private final long scratch = NativeMemory.allocate(2L * Long.BYTES);

  /** Last caps, reffed, or 0; on the sink pad's streaming thread only. */
  private long caps;

  private volatile boolean ended;

  /** The attachment that was told caps and segment. */
  private Attachment<BranchBehaviour> told;

  BranchObserver(BranchInstance instance, int index) {
    this.instance = instance;
    this.index = index;
  }

  void free() {
    forgetCaps();
    segment.free();
    NativeMemory.free(scratch);
  }

  StreamSegment segment() {
    return segment;
  }

  /** Shows a buffer; gives its running time. */
  long arrived(long buffer, long duration) {
    long time = segment.runningTime(NativeMemory.getLong(buffer + Layout.GstBuffer.PTS));
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null && current.enter()) {
      try {
        tell(current);
        current.behaviour.arrived(index, buffer, time, duration);
        current.succeeded();
      } catch (Throwable t) {
        current.failed(t);
      } finally {
        current.leave();
      }
    }
    return time;
  }

  /** Notes an event of the sink pad and shows it; the event stays the caller's. */
  void event(int type, long event) {
    switch (type) {
      case EventType.CAPS -> {
        Gst.gst_event_parse_caps(event, scratch);
        forgetCaps();
        caps = Gst.gst_mini_object_ref(NativeMemory.getLong(scratch));
        tellAnew();
      }
      case EventType.SEGMENT -> {
        segment.take(event);
        show(this::tellSegment);
      }
      case EventType.STREAM_START -> ended = false;
      case EventType.EOS -> {
        ended = true;
        show(behaviour -> behaviour.ended(index));
      }
      case EventType.GAP -> {
        Gst.gst_event_parse_gap(event, scratch, scratch + Long.BYTES);
        long start = NativeMemory.getLong(scratch);
        long duration = NativeMemory.getLong(scratch + Long.BYTES);
        long time = segment.runningTime(start);
        if (time != Gst.NO_TIME) {
          long end = time + Math.max(0, duration);
          show(behaviour -> behaviour.gap(index, time, end));
        }
      }
      default -> {}
    }
  }

  /** Tells a behaviour that came after EOS. */
  void attached() {
    if (ended) {
      show(behaviour -> behaviour.ended(index));
    }
  }

  void flushing(int seqnum) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null) {
      current.run(() -> current.behaviour.flushing(index, seqnum));
    }
  }

  void flushed() {
    ended = false;
    segment.reset();
    show(behaviour -> behaviour.flushed(index));
  }

  long hold(long runningTime, long duration, boolean pressed) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current == null || !current.enter()) {
      return 0;
    }
    try {
      return current.behaviour.hold(index, runningTime, duration, pressed);
    } catch (Throwable t) {
      current.failed(t);
      return 0;
    } finally {
      current.leave();
    }
  }

  long leaving(long buffer, long runningTime) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current == null || !current.enter()) {
      return buffer;
    }
    try {
      return current.behaviour.leaving(index, buffer, runningTime);
    } catch (Throwable t) {
      current.failed(t);
      return buffer;
    } finally {
      current.leave();
    }
  }

  private interface Showing {
    void to(BranchBehaviour behaviour);
  }

  private void show(Showing showing) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null) {
      current.run(() -> showing.to(current.behaviour));
    }
  }

  private void tellAnew() {
    told = null;
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null) {
      current.run(() -> tell(current));
    }
  }

  /** Tells a behaviour where the stream is, unless it knows. */
  private void tell(Attachment<BranchBehaviour> current) {
    if (told == current) {
      return;
    }
    told = current;
    if (caps != 0) {
      current.behaviour.caps(index, caps);
      tellSegment(current.behaviour);
    }
  }

  private void tellSegment(BranchBehaviour behaviour) {
    behaviour.segment(index, segment.start());
  }

  private void forgetCaps() {
    if (caps != 0) {
      Gst.gst_mini_object_unref(caps);
      caps = 0;
    }
  }
}
