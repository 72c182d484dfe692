// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays in direct memory of the host: what goes in and comes out. They offer no arithmetic. */
class HostManager extends BaseNDManager {
  private static final HostManager SYSTEM = new SystemManager();

  private HostManager(NDManager parent) {
    super(parent, Device.cpu());
  }

  /** One that nobody else closes. */
  static NDManager base() {
    return SYSTEM.newSubManager(Device.cpu());
  }

  /** The parent of all, which holds nothing. */
  private static final class SystemManager extends HostManager implements SystemNDManager {
    private SystemManager() {
      super(null);
    }

    @Override
    public void attachInternal(String resource, AutoCloseable... resources) {}

    @Override
    public void detachInternal(String resource) {}

    @Override
    public void close() {}
  }

  @Override
  public ByteBuffer allocateDirect(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
  }

  @Override
  public NDArray from(NDArray array) {
    if (array == null || array instanceof HostArray) {
      return array;
    }
    NDArray copy = create(array.toByteBuffer(), array.getShape(), array.getDataType());
    copy.setName(array.getName());
    return copy;
  }

  /** Uses a direct byte buffer as it is, and copies any other. */
  @Override
  public NDArray create(Buffer data, Shape shape, DataType dataType) {
    int bytes = Math.toIntExact(dataType.getNumOfBytes() * shape.size());
    if (data instanceof ByteBuffer && data.isDirect() && data.remaining() == bytes) {
      return add(((ByteBuffer) data).slice().order(ByteOrder.nativeOrder()), shape, dataType);
    }
    validateBuffer(data, dataType, (int) shape.size());
    ByteBuffer copy = allocateDirect(bytes);
    copyBuffer(data, copy);
    return add(copy.rewind(), shape, dataType);
  }

  @Override
  public NDArray create(Shape shape, DataType dataType) {
    int bytes = Math.toIntExact(dataType.getNumOfBytes() * shape.size());
    return add(allocateDirect(bytes), shape, dataType);
  }

  @Override
  public NDArray zeros(Shape shape, DataType dataType) {
    return create(shape, dataType);
  }

  private NDArray add(ByteBuffer bytes, Shape shape, DataType dataType) {
    HostArray array = new HostArray(this, bytes, shape, dataType);
    attachInternal(array.getUid(), array);
    return array;
  }

  @Override
  public final NDManager newSubManager(Device device) {
    HostManager child = new HostManager(this);
    attachInternal(child.uid, child);
    return child;
  }

  @Override
  public Engine getEngine() {
    return new TensorRtEngineProvider().getEngine();
  }
}
