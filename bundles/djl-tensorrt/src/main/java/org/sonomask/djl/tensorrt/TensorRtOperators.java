// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.util.ArrayList;
import java.util.List;

/** Operators that models may hold and TensorRT does not know by itself. Thread-safe. */
public final class TensorRtOperators {
  private static final List<Runnable> WAITING = new ArrayList<>();

  private TensorRtOperators() {}

  /**
   * Adds some.
   *
   * @param registration tells TensorRT of them; called once TensorRT is loaded, before the next
   *     model is
   */
  public static synchronized void add(Runnable registration) {
    WAITING.add(registration);
  }

  /** Tells TensorRT, which is loaded. */
  static synchronized void register() {
    while (!WAITING.isEmpty()) {
      WAITING.remove(0).run();
    }
  }
}
