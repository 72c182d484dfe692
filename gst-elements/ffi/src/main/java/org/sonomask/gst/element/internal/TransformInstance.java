// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.gst.element.ConverterBehaviour;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.OutletStream;
import org.sonomask.gst.element.TransformBehaviour;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.ffi.EventType;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstBase;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** An instance with one sink pad and one src pad: changes buffers in place, or replaces them. */
final class TransformInstance extends Instance<TransformBehaviour> implements TransformHost {
  private final ElementType.Transform shape;
  private final OutputPool pool;
  private final List<OutletPad> outlets = new ArrayList<>();

  /** Last caps, reffed; changed and read on the streaming thread. */
  private long inCaps;

  private long outCaps;

  /** The attachment that knows the caps, and whether it can work on them. */
  private Attachment<TransformBehaviour> configured;

  private boolean usable;

  /** The attachment that is going to change the present buffer; null lets it pass. */
  private Attachment<TransformBehaviour> changing;

  /** What the base class was told last. */
  private boolean passing;

  /** Whether the caps have changed since it was asked what becomes of the present buffer. */
  private boolean renegotiated;

  /** Whether the caps ask for other buffers than those that come; then none may pass. */
  private boolean replacing;

  TransformInstance(long element, PropertyValues values, ElementType.Transform shape) {
    super(element, values, TransformBehaviour.class);
    this.shape = shape;
    this.pool = new OutputPool(element);
  }

  @Override
  void initialise(long klass) {
    GstBase.gst_base_transform_set_in_place(element(), 1);
    // A class that the loader registered had no functions yet when the base class looked at it.
    GstBase.gst_base_transform_set_passthrough(element(), 0);
    long sink = NativeMemory.getLong(element() + Layout.GstBaseTransform.SINKPAD);
    for (ElementType.Outlet spec : shape.outlets()) {
      OutletPad outlet = new OutletPad(element(), klass, spec, sink);
      outlets.add(outlet);
      Instances.addTask(outlet.src(), outlet);
      Gst.gst_element_add_pad(element(), outlet.src());
    }
  }

  @Override
  PadFunctions pad(long pad) {
    return outlets.stream().filter(outlet -> outlet.src() == pad).findAny().orElseThrow();
  }

  @Override
  public long src() {
    return NativeMemory.getLong(element() + Layout.GstBaseTransform.SRCPAD);
  }

  @Override
  public long pooled() {
    return pool.take();
  }

  @Override
  public void renegotiate() {
    GstBase.gst_base_transform_reconfigure_src(element());
  }

  @Override
  public OutletStream outlet(int index) {
    return outlets.get(index);
  }

  @Override
  void attached() {
    if (shape.converts()) {
      renegotiate();
    }
  }

  @Override
  void beforeTransition(int transition) {
    super.beforeTransition(transition);
    if (transition == Flags.GST_STATE_CHANGE_PAUSED_TO_READY) {
      outlets.forEach(OutletPad::halt);
    }
  }

  @Override
  void free() {
    outlets.forEach(outlet -> Instances.removeTask(outlet.src()));
    outlets.forEach(OutletPad::free);
    pool.free();
    forgetCaps();
  }

  void setCaps(long in, long out) {
    forgetCaps();
    inCaps = Gst.gst_mini_object_ref(in);
    outCaps = Gst.gst_mini_object_ref(out);
    configured = null;
    renegotiated = true;
    Attachment<TransformBehaviour> current = attachment();
    if (current != null && current.enter()) {
      try {
        configure(current);
      } finally {
        current.leave();
      }
    }
  }

  /** Lets the next buffer pass as it is unless the behaviour is going to change it. */
  void beforeTransform(long buffer) {
    renegotiated = false;
    Attachment<TransformBehaviour> current = attachment();
    boolean changes = current != null && changes(current, buffer);
    boolean pass = !changes && !replacing;
    changing = changes ? current : null;
    if (pass != passing) {
      passing = pass;
      GstBase.gst_base_transform_set_passthrough(element(), pass ? 1 : 0);
    }
  }

  private boolean changes(Attachment<TransformBehaviour> current, long buffer) {
    if (!current.enter()) {
      return false;
    }
    try {
      if (configured != current) {
        configure(current);
      }
      boolean changes = usable && (replacing || current.behaviour.changes(buffer));
      if (!changes) {
        current.succeeded();
      }
      return changes;
    } catch (Throwable t) {
      current.failed(t);
      return false;
    } finally {
      current.leave();
    }
  }

  /**
   * Makes the buffer that is to leave; for converting types.
   *
   * @param out GstBuffer**, where to put it
   */
  int prepare(long buffer, long out) {
    long leaving = buffer;
    if (renegotiated) {
      beforeTransform(buffer);
    }
    if (replacing) {
      leaving = replacement(buffer);
    } else if (!passing && Gst.gst_mini_object_is_writable(buffer) == 0) {
      leaving = Gst.gst_buffer_copy(buffer);
    }
    NativeMemory.putLong(out, leaving);
    return leaving == 0 ? Flow.CUSTOM_SUCCESS : Flow.OK;
  }

  private long replacement(long buffer) {
    Attachment<TransformBehaviour> current = changing;
    if (current == null || !current.enter()) {
      return 0;
    }
    try {
      long replacement = ((ConverterBehaviour) current.behaviour).replacement(buffer);
      current.succeeded();
      return replacement;
    } catch (Throwable t) {
      current.failed(t);
      return 0;
    } finally {
      current.leave();
    }
  }

  /** Agrees with downstream on where buffers come from; for converting types. */
  int decideAllocation(long query) {
    if (replacing) {
      OutputPool.complete(query);
    }
    return parent().decideAllocation().callInt(element(), query);
  }

  /** The caps of the other pad; for converting types. */
  long otherCaps(boolean ofSink, long caps, long filter) {
    long other = otherCaps(ofSink, caps);
    if (filter == 0) {
      return other;
    }
    long both = Gst.gst_caps_intersect_full(filter, other, Flags.GST_CAPS_INTERSECT_FIRST);
    Gst.gst_mini_object_unref(other);
    return both;
  }

  /** One of the caps that the other pad may have; takes them. For converting types. */
  long chosenCaps(boolean ofSink, long caps, long other) {
    Attachment<TransformBehaviour> current = attachment();
    if (current != null && current.enter()) {
      try {
        return ((ConverterBehaviour) current.behaviour).chosenCaps(ofSink, caps, other);
      } catch (Throwable t) {
        current.failed(t);
      } finally {
        current.leave();
      }
    }
    return Gst.gst_caps_fixate(other);
  }

  private long otherCaps(boolean ofSink, long caps) {
    Attachment<TransformBehaviour> current = attachment();
    if (current != null && current.enter()) {
      try {
        return ((ConverterBehaviour) current.behaviour).otherCaps(ofSink, caps);
      } catch (Throwable t) {
        current.failed(t);
      } finally {
        current.leave();
      }
    }
    return Gst.gst_mini_object_ref(caps);
  }

  /** Changes a buffer; by the behaviour that has prepared for it, or not at all. */
  int transformIp(long buffer) {
    Attachment<TransformBehaviour> current = changing;
    if (current == null || !current.enter()) {
      return Flow.OK;
    }
    try {
      int flow = current.behaviour.transformIp(buffer);
      current.succeeded();
      return flow;
    } catch (Throwable t) {
      current.failed(t);
      return Flow.OK;
    } finally {
      current.leave();
    }
  }

  void sinkEvent(long event) {
    int type = EventType.of(event);
    Attachment<TransformBehaviour> current = attachment();
    if (current != null) {
      current.run(() -> current.behaviour.sinkEvent(type, event));
    }
    for (OutletPad outlet : outlets) {
      outlet.follow(type, event);
    }
  }

  private void configure(Attachment<TransformBehaviour> current) {
    configured = current;
    usable = false;
    if (inCaps == 0) {
      return;
    }
    try {
      usable = current.behaviour.setCaps(inCaps, outCaps);
      if (shape.converts()) {
        replacing = usable && ((ConverterBehaviour) current.behaviour).replaces();
        GstBase.gst_base_transform_set_in_place(element(), replacing ? 0 : 1);
        if (replacing && passing) {
          // Else the base class would think that no pool is needed.
          passing = false;
          GstBase.gst_base_transform_set_passthrough(element(), 0);
        }
      }
      if (!usable) {
        warn("The element cannot work on this format; pictures pass unchanged.", "");
      }
    } catch (Throwable t) {
      current.failed(t);
    }
  }

  private void forgetCaps() {
    if (inCaps != 0) {
      Gst.gst_mini_object_unref(inCaps);
      Gst.gst_mini_object_unref(outCaps);
      inCaps = 0;
    }
  }
}
