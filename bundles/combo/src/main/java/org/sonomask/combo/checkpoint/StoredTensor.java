// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor of a checkpoint; its elements are read when they are asked for. */
public final class StoredTensor {
  private static final int MOST_DIMENSIONS = 16;

  private final ElementKind kind;
  private final Bytes bytes;
  private final long offset;
  private final long[] shape;
  private final long[] stride;

  /** Where a storage lies: little-endian bytes. */
  interface Bytes {
    /** How many there are. */
    long size();

    /** Reads a part. */
    ByteBuffer read(long from, int count) throws IOException;
  }

  /**
   * A view of a storage.
   *
   * @param offset of the first element, in elements
   * @param stride distance of neighbours along each axis, in elements
   * @throws CheckpointException if the view does not lie within the storage
   */
  StoredTensor(ElementKind kind, Bytes bytes, long offset, long[] shape, long[] stride)
      throws CheckpointException {
    this.kind = kind;
    this.bytes = bytes;
    this.offset = offset;
    this.shape = shape.clone();
    this.stride = stride.clone();
    check();
  }

  /** A whole storage, row-major. */
  static StoredTensor whole(ElementKind kind, Bytes bytes, long[] shape)
      throws CheckpointException {
    long[] stride = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      stride[axis] = step;
      step = saturated(step, Math.max(shape[axis], 1));
    }
    return new StoredTensor(kind, bytes, 0, shape, stride);
  }

  /**
   * A tensor in memory.
   *
   * @param values row-major
   * @throws CheckpointException if there are not as many values as the shape has elements
   */
  public static StoredTensor of(float[] values, long... shape) throws CheckpointException {
    ByteBuffer memory =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    memory.asFloatBuffer().put(values);
    return whole(ElementKind.FLOAT, new MemoryBytes(memory), shape);
  }

  /** Bytes in memory, or mapped to it. */
  record MemoryBytes(ByteBuffer memory) implements Bytes {
    @Override
    public long size() {
      return memory.capacity();
    }

    @Override
    public ByteBuffer read(long from, int count) {
      return memory.slice((int) from, count).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Dimensions, a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int elements() {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** The elements as float32, row-major. */
  public float[] values() throws IOException {
    float[] values = new float[elements()];
    if (values.length == 0) {
      return values;
    }
    long span = span();
    ByteBuffer data = bytes.read(offset * kind.bytes(), Math.toIntExact(span * kind.bytes()));
    if (span == values.length && contiguous()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = kind.read(data, i);
      }
    } else {
      fill(values, data, 0, 0, 0);
    }
    return values;
  }

  private int fill(float[] values, ByteBuffer data, int axis, long from, int at) {
    if (axis == shape.length) {
      values[at] = kind.read(data, (int) from);
      return at + 1;
    }
    int next = at;
    for (long i = 0; i < shape[axis]; i++) {
      next = fill(values, data, axis + 1, from + i * stride[axis], next);
    }
    return next;
  }

  private boolean contiguous() {
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] > 1 && stride[axis] != step) {
        return false;
      }
      step *= shape[axis];
    }
    return true;
  }

  /** Elements between the first and the last, both counted. */
  private long span() {
    long last = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      last += (shape[axis] - 1) * stride[axis];
    }
    return last + 1;
  }

  private void check() throws CheckpointException {
    if (shape.length > MOST_DIMENSIONS || stride.length != shape.length || offset < 0) {
      throw outside();
    }
    long count = 1;
    long last = offset;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] < 0 || stride[axis] < 0) {
        throw outside();
      }
      count = saturated(count, shape[axis]);
      last =
          Math.min(Long.MAX_VALUE / 2, last)
              + saturated(Math.max(shape[axis] - 1, 0), stride[axis]);
      if (last < 0) {
        throw outside();
      }
    }
    boolean fits = count == 0 || last < bytes.size() / kind.bytes();
    if (!fits || saturated(count, kind.bytes()) > Integer.MAX_VALUE) {
      throw outside();
    }
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  private CheckpointException outside() {
    return new CheckpointException(
        "a tensor of shape "
            + Arrays.toString(shape)
            + " with strides "
            + Arrays.toString(stride)
            + " from element "
            + offset
            + " does not lie within its storage of "
            + bytes.size()
            + " bytes");
  }
}
