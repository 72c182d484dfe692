// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/** What a behaviour with one sink pad and one src pad may ask. */
public interface TransformHost extends ElementHost {

  /** The src GstPad*; not owned, living as long as the behaviour is not closed. */
  long src();

  /** An outlet, by its place in the type. */
  OutletStream outlet(int index);

  /**
   * A GstBuffer* for a picture with the caps of the src pad, given, from the pool that downstream
   * and this element agreed on; its pixels are undefined. 0 if there is no pool or nothing in it:
   * then allocate one. Hot path.
   */
  long pooled();

  /** Lets the caps of the src pad be chosen anew before the next buffer. */
  void renegotiate();
}
