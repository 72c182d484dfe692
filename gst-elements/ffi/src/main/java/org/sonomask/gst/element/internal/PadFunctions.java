// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

/** What the native functions of pads that are ours end in. */
interface PadFunctions {

  /** The GstElement* that the pads belong to. */
  long element();

  /** Handles a buffer of a sink pad; takes it. */
  int chain(long buffer);

  /** Handles an event; takes it. */
  boolean event(long pad, long event);

  /** Answers a query, which stays the caller's. */
  boolean query(long pad, long query);

  /** The pad that is linked with this one inside the element; 0 if none is. */
  long counterpart(long pad);

  /** Starts or stops the streaming of a src pad. */
  boolean activate(boolean active);

  /** One round of a src pad's task. */
  void iterate();
}
