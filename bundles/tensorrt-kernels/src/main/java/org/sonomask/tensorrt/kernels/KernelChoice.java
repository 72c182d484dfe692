// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

/**
 * Which of two kernels an operator launches that compute the same: the one with more features a
 * thread, or, with {@code -Dsonomask.kernels=fine}, the one with fewer and so more threads at a
 * time.
 */
final class KernelChoice {
  private static final boolean FINE = "fine".equals(System.getProperty("sonomask.kernels"));

  private KernelChoice() {}

  /** Whether the one with fewer features a thread is chosen. */
  static boolean fine() {
    return FINE;
  }
}
