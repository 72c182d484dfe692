// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.sonomask.api.MaskFormatException;

/** RFC 1950 for planes of known size. */
final class Zlib {
  private static final int CHUNK = 1 << 13;

  private Zlib() {}

  static byte[] compress(byte[] plane) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plane);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Fills the plane; data that would make more or fewer bytes are refused. */
  static void expand(byte[] data, byte[] plane) throws MaskFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int size = 0;
      int count = -1;
      while (size < plane.length && count != 0) {
        count = inflater.inflate(plane, size, plane.length - size);
        size += count;
      }
      boolean more = inflater.inflate(new byte[1]) != 0;
      if (size < plane.length || more || !inflater.finished()) {
        throw new MaskFormatException(
            "the confidences do not fill " + plane.length + " pixels exactly");
      }
    } catch (DataFormatException e) {
      throw new MaskFormatException("the confidences are not zlib data: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
