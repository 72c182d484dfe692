// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import org.sonomask.training.libtorch.ComboModel;

/** A look at how good a network is while it trains. */
@FunctionalInterface
public interface Validation {

  /**
   * Measures.
   *
   * @param clips of each kind
   * @return M_J of clips with one sounding object and with several; NaN where there are none
   */
  double[] check(ComboModel model, int clips);
}
