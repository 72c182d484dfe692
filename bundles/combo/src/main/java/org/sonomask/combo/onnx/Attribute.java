// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.util.Arrays;

/**
 * An attribute of an ONNX node.
 *
 * @param message as an AttributeProto
 */
record Attribute(Message message) {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;

  static Attribute real(String name, double value) {
    return new Attribute(new Message().text(1, name).real(2, (float) value).number(20, FLOAT));
  }

  static Attribute number(String name, long value) {
    return new Attribute(new Message().text(1, name).number(3, value).number(20, INT));
  }

  static Attribute text(String name, String value) {
    return new Attribute(new Message().text(1, name).text(4, value).number(20, STRING));
  }

  static Attribute numbers(String name, int... values) {
    long[] wide = Arrays.stream(values).asLongStream().toArray();
    return new Attribute(new Message().text(1, name).numbers(8, wide).number(20, INTS));
  }
}
