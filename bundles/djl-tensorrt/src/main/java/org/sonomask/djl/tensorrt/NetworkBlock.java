// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs a network on whole arrays, through slots of its own: one for each thread that predicts at a
 * time. Thread-safe.
 */
final class NetworkBlock extends AbstractSymbolBlock implements AutoCloseable {
  private final TensorRtNetwork network;
  private final Deque<TensorRtSlot> free = new ArrayDeque<>();
  private boolean closed;

  NetworkBlock(TensorRtNetwork network) {
    this.network = network;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    int count = batch(inputs);
    TensorRtSlot slot = take();
    try {
      int place = 0;
      for (TensorInfo tensor : network.tensors()) {
        if (tensor.input()) {
          copyIn(slot, tensor, input(inputs, tensor, place++), count);
        }
      }
      slot.run(count);
      return outputs(slot, inputs.head().getManager(), count);
    } finally {
      giveBack(slot);
    }
  }

  private int batch(NDList inputs) {
    long wanted = network.tensors().stream().filter(TensorInfo::input).count();
    if (inputs.size() != wanted) {
      throw new EngineException("the model takes " + wanted + " inputs, not " + inputs.size());
    }
    Shape shape = inputs.head().getShape();
    long count = shape.dimension() == 0 ? 0 : shape.get(0);
    if (count < 1 || count > network.maxBatch()) {
      throw new EngineException(
          "a batch holds 1 to " + network.maxBatch() + " items, not " + count);
    }
    return (int) count;
  }

  /** By name, or else by its place. */
  private static NDArray input(NDList inputs, TensorInfo tensor, int place) {
    NDArray named = inputs.get(tensor.name());
    return named == null ? inputs.get(place) : named;
  }

  private static void copyIn(TensorRtSlot slot, TensorInfo tensor, NDArray array, int count) {
    Shape wanted = tensor.batch(count);
    if (!array.getShape().equals(wanted) || array.getDataType() != tensor.type()) {
      throw new EngineException(
          "input "
              + tensor.name()
              + " must be "
              + tensor.type()
              + " "
              + wanted
              + ", not "
              + array.getDataType()
              + " "
              + array.getShape());
    }
    ByteBuffer bytes = array.toByteBuffer();
    slot.memory(tensor.name()).put(0, bytes, bytes.position(), bytes.remaining());
  }

  private NDList outputs(TensorRtSlot slot, NDManager manager, int count) {
    NDList outputs = new NDList();
    for (TensorInfo tensor : network.tensors()) {
      if (!tensor.input()) {
        NDArray array = manager.create(tensor.batch(count), tensor.type());
        ByteBuffer to = array.toByteBuffer();
        to.put(0, slot.memory(tensor.name()), 0, tensor.itemBytes() * count);
        array.setName(tensor.name());
        outputs.add(array);
      }
    }
    return outputs;
  }

  private TensorRtSlot take() {
    synchronized (free) {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    return network.newSlot();
  }

  private void giveBack(TensorRtSlot slot) {
    synchronized (free) {
      if (!closed) {
        free.push(slot);
        return;
      }
    }
    slot.close();
  }

  @Override
  public PairList<String, Shape> describeInput() {
    return describe(true);
  }

  @Override
  public PairList<String, Shape> describeOutput() {
    return describe(false);
  }

  private PairList<String, Shape> describe(boolean inputs) {
    PairList<String, Shape> shapes = new PairList<>();
    for (TensorInfo tensor : network.tensors()) {
      if (tensor.input() == inputs) {
        shapes.add(tensor.name(), tensor.batch(-1));
      }
    }
    return shapes;
  }

  @Override
  public ParameterList getDirectParameters() {
    throw new UnsupportedOperationException("TensorRT keeps its weights to itself");
  }

  @Override
  public void close() {
    synchronized (free) {
      closed = true;
      while (!free.isEmpty()) {
        free.pop().close();
      }
    }
  }
}
