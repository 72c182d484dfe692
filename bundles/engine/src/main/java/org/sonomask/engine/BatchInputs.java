// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterInfo;

/**
 * The engine's view of a batch: arrays that alias its memory, one set for each number of windows,
 * made when it is first needed and kept. Not thread-safe.
 */
final class BatchInputs implements AutoCloseable {
  private final SegmenterInfo info;
  private final SegmenterBatch batch;
  private final NDManager manager;
  private final NDList[] byCount;

  BatchInputs(SegmenterInfo info, SegmenterBatch batch, NDManager parent) {
    this.info = info;
    this.batch = batch;
    manager = parent.newSubManager();
    byCount = new NDList[batch.capacity() + 1];
  }

  /** The first {@code count} windows. */
  NDList of(int count) {
    if (count < 1 || count > batch.capacity()) {
      throw new IllegalArgumentException(
          "the batch holds 1 to " + batch.capacity() + " windows, not " + count);
    }
    if (byCount[count] == null) {
      byCount[count] = make(count);
    }
    return byCount[count];
  }

  private NDList make(int count) {
    long height = info.height();
    long width = info.width();
    int pixels = count * info.pixels();
    int mels = count * info.melFloats();
    return new NDList(
        array(
            ModelContract.FRAME,
            bytes(batch.frames(), pixels * 3),
            DataType.UINT8,
            new Shape(count, height, width, 3)),
        array(
            ModelContract.PRIOR,
            bytes(batch.priors(), pixels),
            DataType.UINT8,
            new Shape(count, height, width)),
        array(
            ModelContract.LOG_MEL,
            batch.logMel().slice(0, mels),
            DataType.FLOAT32,
            new Shape(
                count, info.audioExamples(), SegmenterInfo.MEL_FRAMES, SegmenterInfo.MEL_BANDS)));
  }

  private static ByteBuffer bytes(ByteBuffer memory, int count) {
    return memory.slice(0, count).order(ByteOrder.nativeOrder());
  }

  private NDArray array(String name, Buffer buffer, DataType type, Shape shape) {
    NDArray array = manager.create(buffer, shape, type);
    array.setName(name);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
