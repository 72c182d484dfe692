// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.util.List;
import java.util.Map;

/** Something that runs the network. */
interface Interpreter {

  /** Its name, for the report. */
  String name();

  /** Whether to run with the captured attention masks, with its own, or both. */
  default List<Boolean> forces() {
    return List.of(true, false);
  }

  /**
   * Runs a case.
   *
   * @param forced whether the decoder gets the captured attention masks instead of its own
   * @return every captured tensor, flat, row-major; masks as 0 and 1; labels under {@code
   *     final.argmax}
   */
  Map<String, float[]> run(ReferenceCase reference, boolean forced) throws Exception;
}
