// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the nodes and constants of an ONNX graph. */
final class GraphProto {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT64 = 7;

  private final Proto nodes = new Proto();

  void node(String type, String output, Proto attribute, String... from) {
    Proto node = new Proto();
    for (String input : from) {
      node.text(1, input);
    }
    node.text(2, output).text(4, type);
    if (attribute != null) {
      node.message(5, attribute);
    }
    nodes.message(1, node);
  }

  static Proto integer(String name, long value) {
    return new Proto().text(1, name).number(3, value).number(20, 2);
  }

  static Proto integers(String name, long... values) {
    Proto attribute = new Proto().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  void floats(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    weight(name, FLOAT, raw.array(), shape);
  }

  void longs(String name, long value) {
    ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    weight(name, INT64, raw.array(), 1);
  }

  private void weight(String name, int type, byte[] raw, long... shape) {
    Proto tensor = new Proto();
    for (long dimension : shape) {
      tensor.number(1, dimension);
    }
    nodes.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
  }

  /** An input or output; a negative dimension is free. */
  static Proto tensor(String name, int type, long... shape) {
    Proto dimensions = new Proto();
    for (long dimension : shape) {
      dimensions.message(
          1, dimension < 0 ? new Proto().text(2, "N") : new Proto().number(1, dimension));
    }
    Proto contents = new Proto().number(1, type).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, contents));
  }

  byte[] toBytes() {
    return nodes.toBytes();
  }
}
