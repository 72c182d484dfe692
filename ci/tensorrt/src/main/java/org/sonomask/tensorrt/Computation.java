// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.util.Map;
import java.util.OptionalInt;

/** A model on some runtime; one thread at a time. */
interface Computation extends AutoCloseable {

  /** The one size of batch that it takes; nothing if it takes any. */
  OptionalInt batch() throws Exception;

  /** The bytes of every output. */
  Map<String, byte[]> run(Shown shown) throws Exception;

  @Override
  void close() throws Exception;
}
