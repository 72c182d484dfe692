// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.function.Consumer;
import org.sonomask.gst.element.BranchBehaviour;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.InletBehaviour;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** A sink pad besides those of the branches: what comes ends in the behaviour. */
final class InletPad implements PadFunctions {
  private final BranchInstance instance;
  private final int index;
  private final long sink;
  private final StreamSegment segment = new StreamSegment();

  /** Last caps, reffed, or 0; on the streaming thread only. */
  private long caps;

  /** The attachment that was told the caps. */
  private Attachment<BranchBehaviour> told;

  private volatile boolean flushing;

  InletPad(BranchInstance instance, long klass, int index, ElementType.Inlet spec) {
    this.instance = instance;
    this.index = index;
    this.sink = Pads.sink(klass, spec.name());
  }

  long sink() {
    return sink;
  }

  void free() {
    forgetCaps();
    segment.free();
  }

  @Override
  public long element() {
    return instance.element();
  }

  @Override
  public int chain(long buffer) {
    long time = segment.runningTime(NativeMemory.getLong(buffer + Layout.GstBuffer.PTS));
    show(behaviour -> behaviour.inletArrived(index, buffer, time));
    Gst.gst_mini_object_unref(buffer);
    return flushing ? Flow.FLUSHING : Flow.OK;
  }

  @Override
  public boolean event(long pad, long event) {
    switch (EventType.of(event)) {
      case EventType.FLUSH_START -> halt();
      case EventType.FLUSH_STOP -> begin();
      case EventType.CAPS -> noteCaps(event);
      case EventType.SEGMENT -> segment.take(event);
      case EventType.GAP -> noteGap(event);
      case EventType.EOS -> show(behaviour -> behaviour.inletEnded(index));
      default -> {}
    }
    Gst.gst_mini_object_unref(event);
    return true;
  }

  private void noteCaps(long event) {
    long found = NativeMemory.allocate(Long.BYTES);
    Gst.gst_event_parse_caps(event, found);
    forgetCaps();
    caps = Gst.gst_mini_object_ref(NativeMemory.getLong(found));
    NativeMemory.free(found);
    told = null;
    show(behaviour -> {});
  }

  private void noteGap(long event) {
    long times = NativeMemory.allocate(2L * Long.BYTES);
    Gst.gst_event_parse_gap(event, times, times + Long.BYTES);
    long start = segment.runningTime(NativeMemory.getLong(times));
    long duration = NativeMemory.getLong(times + Long.BYTES);
    NativeMemory.free(times);
    if (start != Gst.NO_TIME) {
      show(behaviour -> behaviour.inletGap(index, start + Math.max(0, duration)));
    }
  }

  private void forgetCaps() {
    if (caps != 0) {
      Gst.gst_mini_object_unref(caps);
      caps = 0;
    }
  }

  /** Shows something to the behaviour, which is told the caps first. */
  private void show(Consumer<InletBehaviour> showing) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null) {
      current.run(
          () -> {
            InletBehaviour behaviour = (InletBehaviour) current.behaviour;
            if (told != current && caps != 0) {
              told = current;
              behaviour.inletCaps(index, caps);
            }
            showing.accept(behaviour);
          });
    }
  }

  /** Data will come, from the beginning. */
  void begin() {
    flushing = false;
    segment.reset();
    tell(behaviour -> behaviour.inletFlushed(index));
  }

  /** No more data is to come: whoever waits goes on. */
  void halt() {
    flushing = true;
    tell(behaviour -> behaviour.inletFlushing(index));
  }

  private void tell(Consumer<InletBehaviour> telling) {
    Attachment<BranchBehaviour> current = instance.attachment();
    if (current != null) {
      current.run(() -> telling.accept((InletBehaviour) current.behaviour));
    }
  }

  /** Wakes a behaviour that is about to go. */
  void detaching(Attachment<BranchBehaviour> old) {
    old.run(() -> ((InletBehaviour) old.behaviour).inletFlushing(index));
  }

  @Override
  public boolean query(long pad, long query) {
    return Gst.gst_pad_query_default(pad, instance.element(), query) != 0;
  }

  @Override
  public long counterpart(long pad) {
    return 0;
  }

  @Override
  public boolean activate(boolean active) {
    throw new IllegalStateException("an inlet has no task");
  }

  @Override
  public void iterate() {
    throw new IllegalStateException("an inlet has no task");
  }
}
