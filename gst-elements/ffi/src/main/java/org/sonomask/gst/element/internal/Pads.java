// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** Makes pads whose functions end in {@link PadFunctions}. */
final class Pads {
  private Pads() {}

  /** A sink pad from its template; floating until an element takes it. */
  static long sink(long klass, String name) {
    long pad = make(klass, name);
    Gst.gst_pad_set_chain_function_full(pad, Vtable.CHAIN, 0, 0);
    return pad;
  }

  /** A src pad with a task from its template; floating until an element takes it. */
  static long src(long klass, String name) {
    long pad = make(klass, name);
    Gst.gst_pad_set_activatemode_function_full(pad, Vtable.ACTIVATE_MODE, 0, 0);
    return pad;
  }

  private static long make(long klass, String name) {
    long template = Gst.gst_element_class_get_pad_template(klass, name);
    long pad = Gst.gst_pad_new_from_template(template, name);
    Gst.gst_pad_set_event_function_full(pad, Vtable.EVENT, 0, 0);
    Gst.gst_pad_set_query_function_full(pad, Vtable.QUERY, 0, 0);
    // The default links every sink pad to every src pad: sound's caps would leave with the
    // pictures.
    Gst.gst_pad_set_iterate_internal_links_function_full(pad, Vtable.INTERNAL_LINKS, 0, 0);
    return pad;
  }

  /** Sets flags of a pad. */
  static void flag(long pad, int more) {
    long flags = pad + Layout.GstObject.FLAGS;
    NativeMemory.putInt(flags, NativeMemory.getInt(flags) | more);
  }

  /** Lets caps, and what follows from them, be those of the pad's counterpart. */
  static void proxyCaps(long pad) {
    flag(pad, Flags.GST_PAD_FLAG_PROXY_CAPS);
  }
}
