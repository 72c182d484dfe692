// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts pickles together instruction by instruction, well-formed or not. */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBytes code(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBytes text(String value) {
    return code('X').number4(value.length()).bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  PickleBytes number(int value) {
    return code('J').number4(value);
  }

  PickleBytes number4(int value) {
    return code(value, value >> 8, value >> 16, value >> 24);
  }

  PickleBytes global(String module, String name) {
    return bytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  PickleBytes numbers(int... values) {
    code('(');
    for (int value : values) {
      number(value);
    }
    return code('t');
  }

  PickleBytes storage(String type, String key, int elements) {
    code('(').text("storage").global("torch", type).text(key).text("cpu");
    return number(elements).code('t', 'Q');
  }

  PickleBytes tensor(String type, String key, int elements, int offset, int[] shape, int[] stride) {
    global("torch._utils", "_rebuild_tensor_v2").code('(').storage(type, key, elements);
    number(offset).numbers(shape).numbers(stride).code(0x89);
    return global("collections", "OrderedDict").code(')', 'R', 't', 'R');
  }

  PickleBytes array(String type, int elements, byte[] data) {
    global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray");
    numbers(0).code('C', 1, 'b', 0x87, 'R').code('(').number(1).numbers(elements);
    global("numpy", "dtype").text(type).code(0x89, 0x88, 0x87, 'R');
    return code(0x89, 'C', data.length).bytes(data).code('t', 'b');
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
