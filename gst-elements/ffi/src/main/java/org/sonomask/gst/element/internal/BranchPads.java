// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.element.BranchBehaviour;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.QueryType;

/**
 * One branch of an instance: its two pads, the queue between them, and the task. What comes into
 * the sink pad is shown to the behaviour by {@link BranchObserver}.
 */
final class BranchPads implements PadFunctions {
  private final BranchInstance instance;
  private final int index;
  private final long sink;
  private final long src;
  private final BranchQueue queue;
  private final BranchObserver observer;

  BranchPads(BranchInstance instance, long klass, int index, ElementType.Branch spec) {
    this.instance = instance;
    this.index = index;
    this.queue = new BranchQueue(spec.buffers(), spec.span());
    this.observer = new BranchObserver(instance, index);
    this.sink = Pads.sink(klass, spec.sink());
    this.src = Pads.src(klass, spec.src());
    Pads.proxyCaps(sink);
    Pads.proxyCaps(src);
    Pads.flag(sink, Flags.GST_PAD_FLAG_PROXY_ALLOCATION);
  }

  /** Gives the pads to the element, which owns them from now on. */
  void addPads() {
    Gst.gst_element_add_pad(instance.element(), sink);
    Gst.gst_element_add_pad(instance.element(), src);
  }

  @Override
  public long element() {
    return instance.element();
  }

  int index() {
    return index;
  }

  long sink() {
    return sink;
  }

  long src() {
    return src;
  }

  StreamSegment segment() {
    return observer.segment();
  }

  BranchQueue queue() {
    return queue;
  }

  void free() {
    queue.flush();
    observer.free();
  }

  /** A behaviour has come. */
  void attached() {
    observer.attached();
    queue.wake();
  }

  @Override
  public int chain(long buffer) {
    long duration = NativeMemory.getLong(buffer + Layout.GstBuffer.DURATION);
    long runningTime = observer.arrived(buffer, duration);
    return queue.put(buffer, runningTime, duration);
  }

  @Override
  public boolean event(long pad, long event) {
    return pad == sink ? sinkEvent(event) : srcEvent(event);
  }

  private boolean srcEvent(long event) {
    if (EventType.of(event) == EventType.RECONFIGURE && queue.relinked()) {
      Gst.gst_pad_start_task(src, Vtable.TASK, src, 0);
    }
    return Gst.gst_pad_event_default(src, instance.element(), event) != 0;
  }

  @Override
  public long counterpart(long pad) {
    return pad == sink ? src : sink;
  }

  private boolean sinkEvent(long event) {
    int type = EventType.of(event);
    switch (type) {
      case EventType.FLUSH_START -> {
        int seqnum = Gst.gst_event_get_seqnum(event);
        boolean pushed = Gst.gst_pad_push_event(src, event) != 0;
        halt(seqnum);
        Gst.gst_pad_pause_task(src);
        return pushed;
      }
      case EventType.FLUSH_STOP -> {
        boolean pushed = Gst.gst_pad_push_event(src, event) != 0;
        observer.flushed();
        return start() && pushed;
      }
      case EventType.STREAM_START -> queue.restarted();
      case EventType.SEGMENT -> instance.refreshLatency();
      default -> {}
    }
    observer.event(type, event);
    return EventType.isSerialized(type)
        ? enqueue(type, event)
        : Gst.gst_pad_event_default(sink, instance.element(), event) != 0;
  }

  private boolean enqueue(int type, long event) {
    if (queue.putEvent(event, type == EventType.EOS)) {
      return true;
    }
    // Nobody takes data now, but a sticky event must be there when somebody does.
    if (EventType.isSticky(type) && type != EventType.EOS) {
      Gst.gst_pad_store_sticky_event(src, event);
    }
    Gst.gst_mini_object_unref(event);
    return false;
  }

  @Override
  public boolean query(long pad, long query) {
    int type = QueryType.of(query);
    if (pad == sink && QueryType.isSerialized(type)) {
      return queue.ask(query);
    }
    if (pad == src && type == QueryType.LATENCY) {
      return instance.latency(this, query);
    }
    return Gst.gst_pad_query_default(pad, instance.element(), query) != 0;
  }

  @Override
  public boolean activate(boolean active) {
    if (active) {
      return start();
    }
    halt();
    return Gst.gst_pad_stop_task(src) != 0;
  }

  private boolean start() {
    queue.start();
    return Gst.gst_pad_start_task(src, Vtable.TASK, src, 0) != 0;
  }

  /** The element stops. */
  void halt() {
    halt(BranchBehaviour.NO_SEQNUM);
  }

  /** Flushes the queue, and wakes a behaviour that waits. */
  private void halt(int seqnum) {
    queue.flush();
    observer.flushing(seqnum);
  }

  @Override
  public void iterate() {
    BranchQueue.Next next = queue.next();
    if (next == BranchQueue.Next.PAUSE) {
      Gst.gst_pad_pause_task(src);
      return;
    }
    if (next == BranchQueue.Next.ASK) {
      long nanos = observer.hold(queue.headRunningTime, queue.headDuration, queue.headPressed);
      if (nanos > 0) {
        queue.hold(nanos);
        return;
      }
    }
    if (queue.take()) {
      switch (queue.takenKind) {
        case ItemRing.BUFFER -> push(observer.leaving(queue.takenPointer, queue.takenRunningTime));
        case ItemRing.EVENT -> Gst.gst_pad_push_event(src, queue.takenPointer);
        default -> queue.answer(Gst.gst_pad_peer_query(src, queue.takenPointer) != 0);
      }
    }
  }

  private void push(long buffer) {
    int flow = Gst.gst_pad_push(src, buffer);
    if (flow == Flow.OK || flow == Flow.NOT_LINKED && instance.feedsSomebody()) {
      return;
    }
    boolean nobodyElseSeesIt = queue.fail(flow);
    if (Flow.isFatal(flow) && nobodyElseSeesIt) {
      Messages.error(
          instance.element(), "Streaming stopped: downstream refused a buffer.", "flow " + flow);
      Gst.gst_pad_push_event(src, Gst.gst_event_new_eos());
    }
    Gst.gst_pad_pause_task(src);
  }

  /** What holding adds to this branch's latency, ns. */
  long latency() {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current == null || !current.enter()) {
      return 0;
    }
    try {
      return current.behaviour.latency(index);
    } catch (Throwable t) {
      current.failed(t);
      return 0;
    } finally {
      current.leave();
    }
  }
}
