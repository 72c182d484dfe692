// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A stretch of an open file.
 *
 * @param channel of the file
 * @param start of the stretch in the file
 * @param size bytes
 */
record FileBytes(FileChannel channel, long start, long size) implements StoredTensor.Bytes {

  @Override
  public ByteBuffer read(long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + from + bytes.position()) < 0) {
        throw new EOFException("the file ends before byte " + (start + from + count));
      }
    }
    return bytes.flip();
  }
}
