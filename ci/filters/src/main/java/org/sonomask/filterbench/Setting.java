// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import java.util.List;
import org.sonomask.api.MaskFilter;

/**
 * A way to show masks.
 *
 * @param name of the row in the tables
 * @param filters in the order in which they run
 * @param rate inferences a second
 * @param delay ns from a frame to its mask, as live; 0 is aligned
 * @param strength of the filters, 0 to 1
 */
record Setting(String name, List<MaskFilter> filters, double rate, long delay, double strength) {
  Setting(String name, List<MaskFilter> filters, double rate) {
    this(name, filters, rate, 0, 0.5);
  }
}
