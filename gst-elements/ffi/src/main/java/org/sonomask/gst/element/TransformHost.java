// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/** What a behaviour that changes buffers in place may ask. */
public interface TransformHost extends ElementHost {

  /** An outlet, by its place in the type. */
  OutletStream outlet(int index);
}
