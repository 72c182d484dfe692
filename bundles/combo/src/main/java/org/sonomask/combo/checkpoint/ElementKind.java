// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.sonomask.combo.tensor.Half;

/** How the elements of a stored tensor are stored. */
enum ElementKind {
  FLOAT(4, "F32", "f4"),
  HALF(2, "F16", "f2"),
  BFLOAT16(2, "BF16", ""),
  DOUBLE(8, "F64", "f8"),
  LONG(8, "I64", "i8"),
  INT(4, "I32", "i4"),
  SHORT(2, "I16", "i2"),
  CHAR(1, "I8", "i1"),
  BYTE(1, "U8", "u1"),
  BOOL(1, "BOOL", "b1");

  private final int bytes;
  private final String safetensors;
  private final String numpy;

  ElementKind(int bytes, String safetensors, String numpy) {
    this.bytes = bytes;
    this.safetensors = safetensors;
    this.numpy = numpy;
  }

  int bytes() {
    return bytes;
  }

  String safetensors() {
    return safetensors;
  }

  /** The kind of a storage class such as {@code FloatStorage}; null if there is none. */
  static ElementKind ofStorage(String name) {
    for (ElementKind kind : values()) {
      if ((kind.name() + "Storage")
          .toLowerCase(Locale.ROOT)
          .equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return null;
  }

  /** The kind of a safetensors type such as {@code F32}; null if there is none. */
  static ElementKind ofSafetensors(String name) {
    for (ElementKind kind : values()) {
      if (kind.safetensors.equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** The kind of a NumPy type such as {@code f4}; null if there is none. */
  static ElementKind ofNumpy(String name) {
    for (ElementKind kind : values()) {
      if (!kind.numpy.isEmpty() && kind.numpy.equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** Element i of a little-endian buffer, as float32. */
  float read(ByteBuffer data, int i) {
    int at = i * bytes;
    return switch (this) {
      case FLOAT -> data.getFloat(at);
      case HALF -> Half.toFloat(data.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << Short.SIZE);
      case DOUBLE -> (float) data.getDouble(at);
      case LONG -> data.getLong(at);
      case INT -> data.getInt(at);
      case SHORT -> data.getShort(at);
      case CHAR -> data.get(at);
      case BYTE, BOOL -> data.get(at) & 0xFF;
    };
  }
}
