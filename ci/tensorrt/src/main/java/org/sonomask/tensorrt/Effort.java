// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.util.OptionalInt;

/**
 * How hard the builder tries.
 *
 * @param level its optimisation level, 0 to 5: the higher the slower, and the faster what is built
 * @param auxiliaryStreams on which branches may run side by side, at most; TensorRT chooses if
 *     there is none
 */
record Effort(int level, OptionalInt auxiliaryStreams) {

  /** Reads {@code LEVEL} or {@code LEVEL/STREAMS}. */
  static Effort parse(String text) {
    String[] parts = text.split("/", 2);
    return new Effort(
        Integer.parseInt(parts[0]),
        parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[1])));
  }
}
