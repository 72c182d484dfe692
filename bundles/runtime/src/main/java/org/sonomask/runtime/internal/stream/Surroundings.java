// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.runtime.internal.schedule.Slot;

/** What a stream asks of the runtime it belongs to. */
public interface Surroundings {

  /** The filters to run now, in order. The same list as before if nothing has changed. */
  List<MaskFilter> filters();

  /** Tells all listeners of a mask. Never throws. */
  void tell(MaskFrame mask);

  /**
   * Shows all listeners a window. Never throws.
   *
   * @param slot that it was segmented in
   */
  void tell(MaskFrame mask, Slot slot);

  /** The stream was closed. */
  void closed(RuntimeStream stream);
}
