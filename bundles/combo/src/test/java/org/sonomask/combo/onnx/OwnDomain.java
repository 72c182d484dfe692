// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/**
 * Puts our operators' nodes in a domain of their own. TensorRT finds them without one, but ONNX
 * Runtime takes functions in its own domain only for standard operators.
 */
final class OwnDomain {
  static final String NAME = "org.sonomask";

  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int NODE_DOMAIN = 7;
  private static final String OURS = "Sonomask";

  private OwnDomain() {}

  /** A serialised model. */
  static byte[] in(byte[] model) {
    return rewritten(model, (field, value) -> field == GRAPH ? graph(value) : value);
  }

  private static byte[] graph(byte[] graph) {
    return rewritten(graph, (field, value) -> field == NODE ? node(value) : value);
  }

  private static byte[] node(byte[] node) {
    if (!new String(node, StandardCharsets.ISO_8859_1).contains(OURS)) {
      return node;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(node);
    write(out, NODE_DOMAIN << 3 | 2, NAME.getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** With other values of fields that have a length; all fields but numbers have one. */
  private static byte[] rewritten(byte[] message, BiFunction<Integer, byte[], byte[]> value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if ((tag & 7) == 0) {
        Message.varint(out, tag);
        Message.varint(out, varint(in));
      } else {
        byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        write(out, tag, value.apply(tag >>> 3, bytes));
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int tag, byte[] bytes) {
    Message.varint(out, tag);
    Message.varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
