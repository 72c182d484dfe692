// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

/** Is told how far a measurement is. */
@FunctionalInterface
public interface Steps {

  /**
   * Tells.
   *
   * @param what is being measured
   * @param done clips
   * @param all clips
   */
  void done(String what, int done, int all);
}
