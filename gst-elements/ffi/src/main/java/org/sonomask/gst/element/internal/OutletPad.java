// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.OutletStream;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * A src pad besides those that a base class has: what a behaviour pushes goes through a queue of
 * its own, so that it may leave later than the stream that it is made of, as muxers need it.
 */
final class OutletPad implements PadFunctions, OutletStream {
  private final long element;
  private final String name;
  private final long sink;
  private final long src;
  private final BranchQueue queue;

  /** The segment, until caps have gone before it; 0 if it has left. */
  private long segment;

  private boolean hasCaps;

  /**
   * Makes the pad.
   *
   * @param sink the GstPad* whose stream this follows
   */
  OutletPad(long element, long klass, ElementType.Outlet spec, long sink) {
    this.element = element;
    this.name = spec.name();
    this.sink = sink;
    this.queue = new BranchQueue(spec.buffers(), 0);
    this.src = Pads.src(klass, name);
  }

  long src() {
    return src;
  }

  void free() {
    queue.flush();
    forgetSegment();
  }

  /** Takes part in an event of the sink pad, which stays the caller's. */
  void follow(int type, long event) {
    switch (type) {
      case EventType.FLUSH_START -> {
        Gst.gst_pad_push_event(src, Gst.gst_mini_object_ref(event));
        halt();
        Gst.gst_pad_pause_task(src);
      }
      case EventType.FLUSH_STOP -> {
        Gst.gst_pad_push_event(src, Gst.gst_mini_object_ref(event));
        forgetSegment();
        start();
      }
      case EventType.STREAM_START -> {
        queue.restarted();
        enqueue(streamStart(event), false);
      }
      case EventType.SEGMENT -> {
        forgetSegment();
        segment = Gst.gst_mini_object_ref(event);
        if (hasCaps) {
          releaseSegment();
        }
      }
      case EventType.EOS, EventType.GAP -> {
        releaseSegment();
        enqueue(Gst.gst_mini_object_ref(event), type == EventType.EOS);
      }
      default -> {}
    }
  }

  /** A stream of its own, of the same group. */
  private long streamStart(long event) {
    long id = Gst.gst_pad_create_stream_id(src, element, name);
    long fresh = Gst.gst_event_new_stream_start(id);
    NativeMemory.free(id);
    long group = NativeMemory.allocate(Integer.BYTES);
    if (Gst.gst_event_parse_group_id(event, group) != 0) {
      Gst.gst_event_set_group_id(fresh, NativeMemory.getInt(group));
    }
    NativeMemory.free(group);
    return fresh;
  }

  private void releaseSegment() {
    if (segment != 0) {
      enqueue(segment, false);
      segment = 0;
    }
  }

  private void forgetSegment() {
    if (segment != 0) {
      Gst.gst_mini_object_unref(segment);
      segment = 0;
    }
  }

  /** Takes the event. */
  private void enqueue(long event, boolean last) {
    if (queue.putEvent(event, last)) {
      return;
    }
    int type = EventType.of(event);
    if (EventType.isSticky(type) && type != EventType.EOS) {
      Gst.gst_pad_store_sticky_event(src, event);
    }
    Gst.gst_mini_object_unref(event);
  }

  @Override
  public boolean linked() {
    return Gst.gst_pad_is_linked(src) != 0;
  }

  @Override
  public boolean asksAgain() {
    return Gst.gst_pad_check_reconfigure(src) != 0;
  }

  @Override
  public boolean accepts(String text) {
    long caps = Gst.gst_caps_from_string(text);
    long both =
        linked() ? Gst.gst_pad_peer_query_caps(src, caps) : Gst.gst_pad_query_caps(src, caps);
    boolean accepts = Gst.gst_caps_is_empty(both) == 0;
    Gst.gst_mini_object_unref(both);
    Gst.gst_mini_object_unref(caps);
    return accepts;
  }

  @Override
  public void caps(String text) {
    long caps = Gst.gst_caps_from_string(text);
    hasCaps = true;
    enqueue(Gst.gst_event_new_caps(caps), false);
    Gst.gst_mini_object_unref(caps);
    releaseSegment();
  }

  @Override
  public void push(long buffer) {
    if (!linked()) {
      Gst.gst_mini_object_unref(buffer);
      return;
    }
    long duration = NativeMemory.getLong(buffer + Layout.GstBuffer.DURATION);
    queue.put(buffer, Gst.NO_TIME, duration);
  }

  @Override
  public void gap(long start, long duration) {
    if (linked() && !queue.isCrowded()) {
      enqueue(Gst.gst_event_new_gap(start, duration), false);
    }
  }

  @Override
  public void end() {
    releaseSegment();
    enqueue(Gst.gst_event_new_eos(), true);
  }

  @Override
  public long element() {
    return element;
  }

  @Override
  public int chain(long buffer) {
    throw new IllegalStateException("a src pad takes no buffers");
  }

  /** Only what comes from downstream: a seek goes on; that a record comes late slows no picture. */
  @Override
  public boolean event(long pad, long event) {
    if (EventType.of(event) == EventType.QOS) {
      Gst.gst_mini_object_unref(event);
      return true;
    }
    return Gst.gst_pad_event_default(pad, element, event) != 0;
  }

  @Override
  public boolean query(long pad, long query) {
    return Gst.gst_pad_query_default(pad, element, query) != 0;
  }

  @Override
  public long counterpart(long pad) {
    return sink;
  }

  @Override
  public boolean activate(boolean active) {
    if (active) {
      hasCaps = false;
      return start();
    }
    halt();
    return Gst.gst_pad_stop_task(src) != 0;
  }

  private boolean start() {
    queue.start();
    return Gst.gst_pad_start_task(src, Vtable.TASK, src, 0) != 0;
  }

  /** Flushes the queue: whoever waits for room goes on. */
  void halt() {
    queue.flush();
  }

  @Override
  public void iterate() {
    if (queue.next() == BranchQueue.Next.PAUSE) {
      Gst.gst_pad_pause_task(src);
    } else if (queue.take()) {
      if (queue.takenKind == ItemRing.BUFFER) {
        push(Gst.gst_pad_push(src, queue.takenPointer));
      } else {
        Gst.gst_pad_push_event(src, queue.takenPointer);
      }
    }
  }

  /** Whoever refuses metadata refuses no picture: the stream that it is made of goes on. */
  private void push(int flow) {
    if (flow == Flow.OK || flow == Flow.NOT_LINKED) {
      return;
    }
    queue.fail(flow);
    if (Flow.isFatal(flow)) {
      Messages.warning(
          element,
          "Downstream refused what the element made of the stream; the stream itself goes on.",
          "flow " + flow);
    }
    Gst.gst_pad_pause_task(src);
  }
}
