// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.nio.ByteBuffer;

/**
 * Memory for one batch, from and to which the GPU copies by itself. While one slot's batch is
 * computed, another's is copied: two slots and two threads keep a GPU busy. One thread at a time;
 * closed before its network.
 */
public interface TensorRtSlot extends AutoCloseable {

  /**
   * Pinned memory of an input or output, items one after the other, in native byte order; written
   * and read by absolute index, and not touched while the slot runs nor after it is closed.
   *
   * @throws IllegalArgumentException if the network has no such tensor
   */
  ByteBuffer memory(String tensor);

  /**
   * Computes the first items; blocks until the outputs are written. Allocates nothing.
   *
   * @param count 1 to the largest batch
   * @throws ai.djl.engine.EngineException if the GPU fails; the outputs are undefined then
   */
  void run(int count);

  @Override
  void close();
}
