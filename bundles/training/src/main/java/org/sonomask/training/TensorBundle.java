// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Reads the float32 tensors of a TensorFlow checkpoint, the form of the {@code variables} of a
 * SavedModel: an index, which is a LevelDB table of tensor names and protocol buffers, and one file
 * of data.
 */
final class TensorBundle {
  private static final String INDEX = ".index";
  private static final String DATA = ".data-00000-of-00001";
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int FLOAT = 1;

  private TensorBundle() {}

  /**
   * Reads all float32 tensors.
   *
   * @param prefix of the files' names, such as {@code variables/variables}
   * @return tensors by name
   * @throws IOException if the files are not there, or not of this form
   */
  static Map<String, StoredTensor> read(Path prefix) throws IOException {
    Path index = prefix.resolveSibling(prefix.getFileName() + INDEX);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (FileChannel data = FileChannel.open(prefix.resolveSibling(prefix.getFileName() + DATA))) {
      for (Map.Entry<String, ByteBuffer> entry : entries(Files.readAllBytes(index)).entrySet()) {
        if (!entry.getKey().isEmpty()) {
          Place place = Place.read(entry.getValue());
          if (place.type() == FLOAT) {
            tensors.put(entry.getKey(), place.tensor(data));
          }
        }
      }
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException cut) {
      throw new IOException(index + " is no index of a TensorFlow checkpoint, or is cut off.", cut);
    }
    return tensors;
  }

  /** All entries of the table; the one without a name is the header. */
  private static Map<String, ByteBuffer> entries(byte[] file) throws IOException {
    ByteBuffer table = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (table.getLong(file.length - Long.BYTES) != MAGIC) {
      throw new IOException("The index is no table of LevelDB's form: it lacks the magic number.");
    }
    table.position(file.length - FOOTER);
    block(table, table);
    Map<String, ByteBuffer> entries = new LinkedHashMap<>();
    for (ByteBuffer handle : block(table, table).values()) {
      entries.putAll(block(table, handle));
    }
    return entries;
  }

  /** The block whose place and size come next in a buffer. */
  private static Map<String, ByteBuffer> block(ByteBuffer table, ByteBuffer handle)
      throws IOException {
    int from = length(handle, table.capacity());
    int size = length(handle, table.capacity() - from);
    if (table.get(from + size) != 0) {
      throw new IOException("The index is compressed, which TensorFlow's own are not.");
    }
    return pairs(table.slice(from, size).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Keys and values of a block; a key shares its beginning with the one before. */
  private static Map<String, ByteBuffer> pairs(ByteBuffer block) {
    int restarts = block.getInt(block.limit() - Integer.BYTES);
    block.limit(Math.toIntExact(block.limit() - Integer.BYTES * (restarts + 1L)));
    Map<String, ByteBuffer> pairs = new LinkedHashMap<>();
    byte[] key = new byte[0];
    while (block.hasRemaining()) {
      int shared = length(block, key.length);
      byte[] next = Arrays.copyOf(key, shared + length(block, block.remaining()));
      int size = length(block, block.remaining());
      block.get(next, shared, next.length - shared);
      pairs.put(new String(next, StandardCharsets.UTF_8), block.slice(block.position(), size));
      block.position(block.position() + size);
      key = next;
    }
    return pairs;
  }

  /** A number that is no greater than it can be. */
  private static int length(ByteBuffer from, long most) {
    long value = number(from);
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("a length of " + value + " where there are " + most);
    }
    return (int) value;
  }

  /** A number of protocol buffers and LevelDB: seven bits a byte, the lowest first. */
  private static long number(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = from.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  /** Where a tensor lies in the file of data: the message BundleEntryProto. */
  private record Place(long type, long[] shape, long offset, long size) {
    private static final int VARIABLE = 0;
    private static final int BYTES = 2;

    static Place read(ByteBuffer message) {
      long[] fields = new long[6];
      long[] shape = new long[0];
      while (message.hasRemaining()) {
        int tag = (int) number(message);
        int field = tag >> 3;
        int kind = tag & 7;
        if (kind == VARIABLE && field < fields.length) {
          fields[field] = number(message);
        } else if (kind == BYTES) {
          int size = length(message, message.remaining());
          shape = field == 2 ? shape(message.slice(message.position(), size)) : shape;
          message.position(message.position() + size);
        } else {
          message.position(message.position() + Integer.BYTES);
        }
      }
      return new Place(fields[1], shape, fields[4], fields[5]);
    }

    /** Of the message TensorShapeProto: a message for each axis, which has only its size. */
    private static long[] shape(ByteBuffer message) {
      long[] shape = new long[message.remaining()];
      int axes = 0;
      while (message.hasRemaining()) {
        number(message);
        int axis = length(message, message.remaining());
        int end = message.position() + axis;
        number(message);
        shape[axes++] = number(message);
        message.position(end);
      }
      return Arrays.copyOf(shape, axes);
    }

    StoredTensor tensor(FileChannel data) throws IOException {
      if (size < 0 || size > data.size()) {
        throw new IOException("The checkpoint's file of data is cut off.");
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (data.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException("The checkpoint's file of data is cut off.");
        }
      }
      float[] values = new float[bytes.flip().remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return StoredTensor.of(values, shape);
    }
  }
}
