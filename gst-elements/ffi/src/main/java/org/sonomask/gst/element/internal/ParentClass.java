// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Layout.GObjectClass;
import org.sonomask.gst.ffi.Layout.GstBaseTransformClass;
import org.sonomask.gst.ffi.Layout.GstElementClass;
import org.sonomask.gst.ffi.NativeFunction;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The functions of the parent class that ours chain up to.
 *
 * @param disposer {@code void dispose(GObject*)}
 * @param finalizer {@code void finalize(GObject*)}
 * @param changeState {@code GstStateChangeReturn change_state(GstElement*, GstStateChange)}
 * @param sinkEvent {@code gboolean sink_event(GstBaseTransform*, GstEvent*)}; null without one
 * @param decideAllocation {@code gboolean decide_allocation(GstBaseTransform*, GstQuery*)}; null
 *     without one
 */
record ParentClass(
    NativeFunction disposer,
    NativeFunction finalizer,
    NativeFunction changeState,
    NativeFunction sinkEvent,
    NativeFunction decideAllocation) {

  static ParentClass of(long klass, boolean transform) {
    long parent = GObject.g_type_class_peek_parent(klass);
    return new ParentClass(
        at(parent + GObjectClass.DISPOSE),
        at(parent + GObjectClass.FINALIZE),
        at(parent + GstElementClass.CHANGE_STATE),
        transform ? at(parent + GstBaseTransformClass.SINK_EVENT) : null,
        transform ? at(parent + GstBaseTransformClass.DECIDE_ALLOCATION) : null);
  }

  private static NativeFunction at(long address) {
    return new NativeFunction(NativeMemory.getLong(address));
  }
}
