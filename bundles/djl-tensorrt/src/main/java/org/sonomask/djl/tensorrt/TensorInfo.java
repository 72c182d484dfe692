// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * An input or output of a network.
 *
 * @param name as the model has it
 * @param input whether it is an input
 * @param type of its elements
 * @param item shape of one item of a batch
 */
public record TensorInfo(String name, boolean input, DataType type, long[] item) {

  @Override
  public String toString() {
    return (input ? "input " : "output ") + name + " " + type + " " + new Shape(item);
  }

  /** Bytes of one item. */
  public int itemBytes() {
    long bytes = type.getNumOfBytes();
    for (long length : item) {
      bytes = Math.multiplyExact(bytes, length);
    }
    return Math.toIntExact(bytes);
  }

  /** The shape of a batch. */
  public Shape batch(long count) {
    return new Shape(count).addAll(new Shape(item));
  }
}
