// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The parameters of an ONNX model that was exported here, and its metadata: the stored tensors
 * (onnx.proto, initializers) have the parameters' keys, in single or half precision; the export's
 * own constants, {@code c} and a number, are left out.
 */
final class OnnxWeights {
  private static final Pattern CONSTANT = Pattern.compile("c\\d+");
  private static final int IR_VERSION_TAG = 8;
  private static final int LAST_IR_VERSION = 32;
  private static final int GRAPH = 7;
  private static final int METADATA = 14;
  private static final int INITIALIZER = 5;
  private static final int FLOAT = 1;
  private static final int HALF = 10;

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private OnnxWeights() {}

  /** Whether a file starts like a model. */
  static boolean isOne(ByteBuffer head) {
    return head.get(0) == IR_VERSION_TAG && head.get(1) > 0 && head.get(1) <= LAST_IR_VERSION;
  }

  static Contents read(FileChannel channel) throws IOException {
    if (channel.size() > Integer.MAX_VALUE) {
      throw new CheckpointException("a model of more than 2 GiB is not read");
    }
    ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    OnnxWeights weights = new OnnxWeights();
    for (Fields model = new Fields(bytes); model.next(); ) {
      if (model.is(GRAPH)) {
        weights.graph(model.message());
      } else if (model.is(METADATA)) {
        weights.entry(model.message());
      }
    }
    if (weights.tensors.isEmpty()) {
      throw new CheckpointException("the file holds no tensors");
    }
    return new Contents(weights.tensors, weights.metadata);
  }

  private void graph(Fields graph) throws CheckpointException {
    while (graph.next()) {
      if (graph.is(INITIALIZER)) {
        tensor(graph.message());
      }
    }
  }

  private void entry(Fields entry) throws CheckpointException {
    String[] pair = {"", ""};
    while (entry.next()) {
      if (entry.is(1) || entry.is(2)) {
        pair[entry.is(1) ? 0 : 1] = entry.text();
      }
    }
    metadata.put(pair[0], pair[1]);
  }

  private void tensor(Fields tensor) throws CheckpointException {
    long[] shape = {};
    long type = 0;
    String name = "";
    ByteBuffer elements = null;
    while (tensor.next()) {
      if (tensor.is(1)) {
        shape = tensor.numbers(shape);
      } else if (tensor.is(2)) {
        type = tensor.number();
      } else if (tensor.is(8)) {
        name = tensor.text();
      } else if (tensor.is(9)) {
        elements = tensor.block();
      }
    }
    if (CONSTANT.matcher(name).matches()) {
      return;
    }
    if (elements == null || type != FLOAT && type != HALF) {
      throw new CheckpointException(
          name + " is not stored as our export stores parameters: give a model exported here");
    }
    ElementKind kind = type == FLOAT ? ElementKind.FLOAT : ElementKind.HALF;
    tensors.put(name, StoredTensor.whole(kind, new StoredTensor.MemoryBytes(elements), shape));
  }

  /** The fields of a protocol buffers message, one after the other. */
  private static final class Fields {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;
    private static final int MOST_DIMENSIONS = 16;

    private final ByteBuffer bytes;
    private long tag;
    private long value;
    private ByteBuffer block;

    Fields(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    /** Reads the next field; false at the message's end. */
    boolean next() throws CheckpointException {
      if (!bytes.hasRemaining()) {
        return false;
      }
      tag = varint();
      block = null;
      switch ((int) tag & 7) {
        case VARINT -> value = varint();
        case LENGTH -> block = taken(varint());
        case FIXED_64 -> taken(Long.BYTES);
        case FIXED_32 -> taken(Integer.BYTES);
        default -> throw damaged();
      }
      return true;
    }

    boolean is(int field) {
      return tag >>> 3 == field;
    }

    long number() throws CheckpointException {
      if (block != null) {
        throw damaged();
      }
      return value;
    }

    ByteBuffer block() throws CheckpointException {
      if (block == null) {
        throw damaged();
      }
      return block;
    }

    Fields message() throws CheckpointException {
      return new Fields(block());
    }

    String text() throws CheckpointException {
      return StandardCharsets.UTF_8.decode(block()).toString();
    }

    /** A repeated number, packed or not, after those that came before. */
    long[] numbers(long[] before) throws CheckpointException {
      if (block == null) {
        return appended(before, value);
      }
      long[] all = before;
      for (Fields packed = message(); packed.bytes.hasRemaining(); ) {
        all = appended(all, packed.varint());
      }
      return all;
    }

    private static long[] appended(long[] before, long last) throws CheckpointException {
      if (before.length == MOST_DIMENSIONS) {
        throw damaged();
      }
      long[] all = Arrays.copyOf(before, before.length + 1);
      all[before.length] = last;
      return all;
    }

    private ByteBuffer taken(long count) throws CheckpointException {
      if (count < 0 || count > bytes.remaining()) {
        throw damaged();
      }
      ByteBuffer part = bytes.slice(bytes.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
      bytes.position(bytes.position() + (int) count);
      return part;
    }

    private long varint() throws CheckpointException {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        if (!bytes.hasRemaining()) {
          throw damaged();
        }
        byte next = bytes.get();
        number |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return number;
        }
      }
      throw damaged();
    }

    private static CheckpointException damaged() {
      return new CheckpointException("the model is damaged: its fields do not fit the file");
    }
  }
}
