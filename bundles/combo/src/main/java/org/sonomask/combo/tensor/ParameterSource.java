// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

/** Where the values of parameters come from: a checkpoint, a formula, or chance. */
@FunctionalInterface
public interface ParameterSource {

  /**
   * The values of a parameter, row-major; as many as it has elements.
   *
   * @throws IllegalArgumentException if there are none for it; the message names the key
   */
  float[] values(Parameter parameter);
}
