// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.util.List;

/**
 * A model in a GPU's memory, with a plan for each size of batch. Thread-safe. Its slots are closed
 * before it.
 */
public interface TensorRtNetwork extends AutoCloseable {

  /** Inputs and outputs, in the model's order. */
  List<TensorInfo> tensors();

  /** Items that one batch takes at most. */
  int maxBatch();

  /** Plans that were built when it was opened; the others came from the cache. */
  int built();

  /** The GPU and TensorRT it runs on, in words. */
  String place();

  /**
   * Makes a slot. Takes some tens of milliseconds and some megabytes: make a few, and keep them.
   *
   * @throws ai.djl.engine.EngineException if there is not enough memory
   */
  TensorRtSlot newSlot();

  @Override
  void close();
}
