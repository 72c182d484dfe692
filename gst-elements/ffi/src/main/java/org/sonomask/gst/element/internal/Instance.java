// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The Java side of one native instance: made in instance_init, dropped in finalize. Holds what
 * outlives a behaviour.
 */
abstract sealed class Instance<B extends Behaviour> implements ElementHost
    permits TransformInstance, BranchInstance {
  private final long element;
  private final PropertyValues values;
  private final Class<B> kind;

  /** Messages that were to be posted while a lock was held. */
  private final Queue<Runnable> heldBack = new ConcurrentLinkedQueue<>();

  private Slot slot;
  private ParentClass parent;
  private volatile boolean leaving;
  private boolean streaming;
  private volatile Attachment<B> attachment;

  Instance(long element, PropertyValues values, Class<B> kind) {
    this.element = element;
    this.values = values;
    this.kind = kind;
  }

  /** Says where this instance belongs; in instance_init, before anything else. */
  final void belongTo(Slot itsSlot, ParentClass itsParent) {
    this.slot = itsSlot;
    this.parent = itsParent;
  }

  final Slot slot() {
    return slot;
  }

  /** Value of a property; null if nobody provides it now. */
  final Object value(int index) {
    Object stored = values.get(index);
    Attachment<B> current = attachment;
    if (stored != null || current == null) {
      return stored;
    }
    AtomicReference<Object> figures = new AtomicReference<>();
    String name = values.spec(index).name();
    current.run(() -> figures.set(current.behaviour.property(name)));
    return figures.get();
  }

  final ParentClass parent() {
    return parent;
  }

  /** The native instance is about to go: nothing may be posted in its name any more. */
  final void leave() {
    leaving = true;
    slot.remove(this);
  }

  /** Adds what instances of this shape need; in instance_init. */
  abstract void initialise(long klass);

  /** What the functions of a pad end in. */
  abstract PadFunctions pad(long pad);

  /** Releases native memory; in finalize. */
  abstract void free();

  /** The behaviour's attachment, or null. */
  final Attachment<B> attachment() {
    return attachment;
  }

  /** Gives this instance a behaviour. */
  final synchronized void attach(ElementProvider provider) {
    long known = values.changes();
    B behaviour = kind.cast(provider.create(this));
    Attachment<B> fresh = new Attachment<>(this, behaviour);
    fresh.streaming(streaming);
    attachment = fresh;
    attached();
    // What was set while the behaviour was being made has reached nobody.
    values.changedSince(known, name -> fresh.run(() -> behaviour.propertyChanged(name)));
  }

  /** Takes the behaviour away; calls may still be in flight. Null if there was none. */
  final synchronized Attachment<B> detach() {
    Attachment<B> old = attachment;
    attachment = null;
    if (old != null) {
      detaching(old);
      old.close();
    }
    return old;
  }

  /** A behaviour has come. */
  void attached() {}

  /** A behaviour is about to go: its blocking calls must return. */
  void detaching(Attachment<B> old) {}

  /** A behaviour has come or gone; without any lock, so that messages may be posted. */
  void exchanged() {}

  /** Before the parent class changes the state. */
  void beforeTransition(int transition) {
    if (transition == Flags.GST_STATE_CHANGE_READY_TO_PAUSED) {
      stream(true);
    }
  }

  /** After the parent class changed the state, or failed to. */
  void afterTransition(int transition, int result) {
    if (transition == Flags.GST_STATE_CHANGE_PAUSED_TO_READY
        || transition == Flags.GST_STATE_CHANGE_READY_TO_PAUSED
            && result == Flags.GST_STATE_CHANGE_FAILURE) {
      stream(false);
    }
  }

  private void stream(boolean now) {
    synchronized (this) {
      streaming = now;
      if (attachment != null) {
        attachment.streaming(now);
      }
    }
    postHeldBack();
  }

  /** A handler of a message may do anything, so none is posted under a lock. */
  private void whenUnlocked(Runnable posting) {
    heldBack.add(posting);
    if (!Thread.holdsLock(this) && !Thread.holdsLock(slot)) {
      postHeldBack();
    }
  }

  /** Posts what had to wait; without any lock. */
  final void postHeldBack() {
    for (Runnable posting = heldBack.poll(); posting != null; posting = heldBack.poll()) {
      if (!leaving) {
        posting.run();
      }
    }
  }

  final void setProperty(int id, long value) {
    values.set(id - 1, GValues.read(values.spec(id - 1), value));
    Attachment<B> current = attachment;
    if (current != null) {
      current.run(() -> current.behaviour.propertyChanged(values.spec(id - 1).name()));
    }
  }

  final void getProperty(int id, long value) {
    GValues.write(values.spec(id - 1), value(id - 1), value);
  }

  @Override
  public final long element() {
    return element;
  }

  @Override
  public final String name() {
    return NativeMemory.take(Gst.gst_object_get_name(element));
  }

  @Override
  public final boolean flag(String property) {
    return values.get(property, Boolean.class);
  }

  @Override
  public final long integer(String property) {
    return values.get(property, Long.class);
  }

  @Override
  public final double number(String property) {
    return values.get(property, Double.class);
  }

  @Override
  public final String text(String property) {
    return values.get(property, String.class);
  }

  @Override
  public final void warn(String message, String detail) {
    whenUnlocked(() -> Messages.warning(element, message, detail));
  }

  @Override
  public final void post(String structure, Map<String, Object> fields) {
    whenUnlocked(
        () -> {
          long content = GValues.structure(structure, fields);
          Gst.gst_element_post_message(element, Gst.gst_message_new_element(element, content));
        });
  }

  @Override
  public final void latencyChanged() {
    whenUnlocked(() -> Gst.gst_element_post_message(element, Gst.gst_message_new_latency(element)));
  }

  @Override
  public final long runningTime() {
    return Gst.gst_element_get_current_running_time(element);
  }
}
