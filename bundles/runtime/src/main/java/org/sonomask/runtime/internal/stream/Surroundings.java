// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.util.List;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;

/** What a stream asks of the runtime it belongs to. */
public interface Surroundings {

  /** The filters to run now, in order. The same list as before if nothing has changed. */
  List<MaskFilter> filters();

  /** Tells all listeners of a mask. Never throws. */
  void tell(MaskFrame mask);

  /** The stream was closed. */
  void closed(RuntimeStream stream);
}
