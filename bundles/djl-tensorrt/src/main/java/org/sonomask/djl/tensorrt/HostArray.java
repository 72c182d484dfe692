// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrayAdapter;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** An array in direct memory of the host. */
final class HostArray extends NDArrayAdapter {
  private ByteBuffer bytes;

  HostArray(NDManager manager, ByteBuffer bytes, Shape shape, DataType dataType) {
    super(manager, null, shape, dataType, UUID.randomUUID().toString());
    this.bytes = bytes;
  }

  /** The array's own memory, in native byte order. */
  @Override
  public ByteBuffer toByteBuffer(boolean tryDirect) {
    if (bytes == null) {
      throw new IllegalStateException("the array is closed");
    }
    return bytes.duplicate().order(ByteOrder.nativeOrder()).rewind();
  }

  @Override
  public void intern(NDArray replaced) {
    bytes = ((HostArray) replaced).toByteBuffer(true);
    replaced.close();
  }

  @Override
  public void detach() {
    manager.detachInternal(getUid());
    manager = HostManager.base();
  }

  @Override
  public void close() {
    super.close();
    bytes = null;
  }
}
