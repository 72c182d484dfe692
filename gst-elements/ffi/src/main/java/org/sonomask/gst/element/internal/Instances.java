// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Finds the Java side of a native instance, and chains up to the parent class where needed. */
final class Instances {
  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

  private static final PointerMap<Instance<?>> BY_ELEMENT = new PointerMap<>();

  /** Src pads with a task, which knows nothing but its pad. */
  private static final PointerMap<PadFunctions> BY_SRC_PAD = new PointerMap<>();

  private Instances() {}

  static void add(Instance<?> instance) {
    BY_ELEMENT.put(instance.element(), instance);
  }

  /** Makes the task of a src pad find its functions. */
  static void addTask(long src, PadFunctions functions) {
    BY_SRC_PAD.put(src, functions);
  }

  static void removeTask(long src) {
    BY_SRC_PAD.remove(src);
  }

  static Instance<?> get(long element) {
    Instance<?> instance = BY_ELEMENT.get(element);
    if (instance == null) {
      throw new IllegalStateException("no instance at 0x" + Long.toHexString(element));
    }
    return instance;
  }

  static TransformInstance transform(long element) {
    return (TransformInstance) get(element);
  }

  static PadFunctions pad(long pad, long element) {
    return get(element).pad(pad);
  }

  static PadFunctions ofTask(long pad) {
    return BY_SRC_PAD.get(pad);
  }

  static int changeState(long element, int transition) {
    Instance<?> instance = get(element);
    if (transition == Flags.GST_STATE_CHANGE_NULL_TO_READY) {
      Residents.ready(instance);
    }
    instance.beforeTransition(transition);
    int result = instance.parent().changeState().callInt(element, transition);
    instance.afterTransition(transition, result);
    return result;
  }

  /** May come more than once; elements and pads are still whole. */
  static void dispose(long object) {
    Instance<?> instance = get(object);
    instance.leave();
    instance.parent().disposer().call(object);
  }

  static void finalize(long object) {
    Instance<?> instance = BY_ELEMENT.remove(object);
    ParentClass parent = instance.parent();
    instance.free();
    parent.finalizer().call(object);
  }

  static int setCaps(long element, long in, long out) {
    transform(element).setCaps(in, out);
    return 1;
  }

  static int sinkEvent(long element, long event) {
    TransformInstance instance = transform(element);
    instance.sinkEvent(event);
    return instance.parent().sinkEvent().callInt(element, event);
  }

  /** A GstIterator* over the pad that this one is linked with inside; null without. */
  static long internalLinks(long pad, long element) {
    long other = pad(pad, element).counterpart(pad);
    if (other == 0) {
      return 0;
    }
    long type = Gst.gst_pad_get_type();
    long value = NativeMemory.allocate(Layout.GValue.SIZE);
    GObject.g_value_init(value, type);
    GObject.g_value_set_object(value, other);
    long iterator = Gst.gst_iterator_new_single(type, value);
    GObject.g_value_unset(value);
    NativeMemory.free(value);
    return iterator;
  }

  static void taskFailed(long pad, Throwable reason) {
    Gst.gst_pad_pause_task(pad);
    PadFunctions functions = BY_SRC_PAD.get(pad);
    report(functions == null ? 0 : functions.element(), reason);
  }

  /** GST_ELEMENT_ERROR, or the log where there is no element. */
  static void report(long element, Throwable reason) {
    LOG.error("an element's native callback failed", reason);
    if (element != 0 && BY_ELEMENT.get(element) != null) {
      Messages.error(element, "The element failed: " + reason, Messages.trace(reason));
    }
  }

  /** All living instances. */
  static List<Instance<?>> all() {
    return BY_ELEMENT.values();
  }
}
