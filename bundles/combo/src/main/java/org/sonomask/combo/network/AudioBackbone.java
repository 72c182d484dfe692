// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.tensor.Tensors;

/** Turns a log-mel example of 0.96 s into a feature vector (combo section 4.1). */
public interface AudioBackbone {

  /**
   * Embeds examples.
   *
   * @param logMel [N, 1, 96, 64]
   * @return [N, features]
   */
  <T> T embed(Tensors<T> t, T logMel);
}
