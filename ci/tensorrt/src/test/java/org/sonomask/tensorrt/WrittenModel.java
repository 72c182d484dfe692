// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph of an ONNX file (onnx.proto), read as TensorRT's parser meets it. */
final class WrittenModel {
  private static final int GRAPH = 7;

  final List<Node> nodes = new ArrayList<>();
  final Map<String, Stored> stored = new LinkedHashMap<>();
  final Map<String, Integer> inputs = new LinkedHashMap<>();
  final Map<String, Integer> outputs = new LinkedHashMap<>();

  /**
   * A node.
   *
   * @param to the element type that a Cast casts to, else 0
   */
  record Node(String operation, List<String> from, List<String> yields, int to) {}

  /** A stored tensor; its type is one of TensorProto.DataType. */
  record Stored(int type, ByteBuffer elements) {}

  WrittenModel(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Fields model = new Fields(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      while (model.next()) {
        if (model.field == GRAPH) {
          graph(new Fields(model.block));
        }
      }
    }
  }

  private void graph(Fields graph) {
    while (graph.next()) {
      switch (graph.field) {
        case 1 -> nodes.add(node(new Fields(graph.block)));
        case 5 -> store(new Fields(graph.block));
        case 11 -> inputs.putAll(typed(new Fields(graph.block)));
        case 12 -> outputs.putAll(typed(new Fields(graph.block)));
        default -> {}
      }
    }
  }

  private static Node node(Fields node) {
    List<String> from = new ArrayList<>();
    List<String> yields = new ArrayList<>();
    String operation = "";
    int to = 0;
    while (node.next()) {
      switch (node.field) {
        case 1 -> from.add(node.text());
        case 2 -> yields.add(node.text());
        case 4 -> operation = node.text();
        case 5 -> to = Math.max(to, target(new Fields(node.block)));
        default -> {}
      }
    }
    return new Node(operation, from, yields, to);
  }

  private static int target(Fields attribute) {
    String name = "";
    long value = 0;
    while (attribute.next()) {
      name = attribute.field == 1 ? attribute.text() : name;
      value = attribute.field == 3 ? attribute.number : value;
    }
    return name.equals("to") ? (int) value : 0;
  }

  private void store(Fields tensor) {
    int type = 0;
    String name = "";
    ByteBuffer elements = ByteBuffer.allocate(0);
    while (tensor.next()) {
      type = tensor.field == 2 ? (int) tensor.number : type;
      name = tensor.field == 8 ? tensor.text() : name;
      elements = tensor.field == 9 ? tensor.block : elements;
    }
    stored.put(name, new Stored(type, elements));
  }

  /** A ValueInfoProto: its name and the element type of its tensor. */
  private static Map<String, Integer> typed(Fields value) {
    String name = "";
    int type = 0;
    while (value.next()) {
      name = value.field == 1 ? value.text() : name;
      type = value.field == 2 ? first(first(value.block).block).intValue() : type;
    }
    return Map.of(name, type);
  }

  private static Fields first(ByteBuffer message) {
    Fields fields = new Fields(message);
    fields.next();
    return fields;
  }

  /** The fields of a protocol buffers message, one after the other. */
  private static final class Fields {
    private final ByteBuffer bytes;
    private int field;
    private long number;
    private ByteBuffer block;

    Fields(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    boolean next() {
      if (!bytes.hasRemaining()) {
        return false;
      }
      long tag = varint();
      field = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> number = varint();
        case 2 -> block = taken((int) varint());
        default -> taken((tag & 7) == 1 ? Long.BYTES : Integer.BYTES);
      }
      return true;
    }

    int intValue() {
      return (int) number;
    }

    String text() {
      return StandardCharsets.UTF_8.decode(block.duplicate()).toString();
    }

    private ByteBuffer taken(int count) {
      ByteBuffer part = bytes.slice(bytes.position(), count).order(ByteOrder.LITTLE_ENDIAN);
      bytes.position(bytes.position() + count);
      return part;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes.get();
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
