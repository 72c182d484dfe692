// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * Whiteboard service that is told every new mask of every stream: of one stream by one thread at a
 * time, of several at once.
 */
@FunctionalInterface
public interface MaskListener {

  /**
   * Must return quickly; exceptions are logged and otherwise ignored.
   *
   * @param mask lent during the call; {@link MaskFrame#copy} is for keeping
   */
  void onMask(MaskFrame mask);
}
