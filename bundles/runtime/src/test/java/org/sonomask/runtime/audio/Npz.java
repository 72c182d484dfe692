// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Reads the payload of little-endian arrays in NumPy's npz files. */
final class Npz {
  private Npz() {}

  static ByteBuffer array(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        var in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int headerLength = Short.toUnsignedInt(bytes.getShort(8));
      return bytes.position(10 + headerLength).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
