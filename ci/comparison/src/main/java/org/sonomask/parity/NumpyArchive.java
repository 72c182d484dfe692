// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Arrays of an .npz file: a zip of .npy files (NumPy format 1 and 2, little-endian). */
final class NumpyArchive {
  private static final int MAGIC = 6;

  private final Path file;
  private final Map<String, byte[]> arrays = new HashMap<>();

  private NumpyArchive(Path file) {
    this.file = file;
  }

  static NumpyArchive read(Path file) throws IOException {
    NumpyArchive archive = new NumpyArchive(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      zip.stream()
          .forEach(
              entry -> {
                try {
                  byte[] bytes = zip.getInputStream(entry).readAllBytes();
                  archive.arrays.put(entry.getName().replaceFirst("\\.npy$", ""), bytes);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return archive;
  }

  boolean contains(String name) {
    return arrays.containsKey(name);
  }

  /** A float32 array, flat. */
  float[] floats(String name) {
    ByteBuffer data = data(name, "<f4");
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  /** An int16 array, flat. */
  short[] shorts(String name) {
    ByteBuffer data = data(name, "<i2");
    short[] values = new short[data.remaining() / Short.BYTES];
    data.asShortBuffer().get(values);
    return values;
  }

  /** A uint8 array, flat. */
  byte[] bytes(String name) {
    ByteBuffer data = data(name, "|u1");
    byte[] values = new byte[data.remaining()];
    data.get(values);
    return values;
  }

  private ByteBuffer data(String name, String type) {
    byte[] bytes = arrays.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(file + " has no array " + name);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int major = buffer.get(MAGIC);
    buffer.position(MAGIC + 2);
    int length = major == 1 ? buffer.getShort() & 0xFFFF : buffer.getInt();
    byte[] header = new byte[length];
    buffer.get(header);
    String text = new String(header, StandardCharsets.US_ASCII);
    if (!text.contains(type) || text.contains("'fortran_order': True")) {
      throw new IllegalArgumentException(file + ": " + name + " is not " + type + ": " + text);
    }
    return buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
