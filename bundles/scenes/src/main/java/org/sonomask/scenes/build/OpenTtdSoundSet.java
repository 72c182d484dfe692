// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads OpenTTD's sound set ({@code .cat}): a table of offsets and lengths, then for each sound its
 * name, the name's length before it, and a RIFF WAVE file. All integers are little-endian. Sounds
 * are called by their number: {@code 08.wav}.
 */
final class OpenTtdSoundSet implements Archive {
  private static final int ROW = 8;
  private static final int RIFF_HEAD = 8;
  private static final int OFFSET_BITS = 0x7fffffff;

  private final Path path;
  private final ByteBuffer file;
  private final int count;

  /**
   * Reads the table.
   *
   * @throws IOException if the file cannot be read or is no sound set
   */
  OpenTtdSoundSet(Path path) throws IOException {
    this.path = path;
    file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    count = file.capacity() < ROW ? 0 : offset(0) / ROW;
    if (count == 0 || count * ROW > file.capacity()) {
      throw new IOException(path + " is no sound set of OpenTTD: it starts with no table.");
    }
  }

  @Override
  public List<String> paths() {
    return IntStream.range(0, count).mapToObj(OpenTtdSoundSet::name).toList();
  }

  @Override
  public byte[] read(String wanted) throws IOException {
    int number = paths().indexOf(wanted);
    if (number < 0) {
      throw new IOException(path + " has no sound " + wanted + ".");
    }
    int name = offset(number);
    int wave = name + 1 + (file.get(name) & 255);
    int end = wave + RIFF_HEAD + file.getInt(wave + 4);
    if (end < wave || end > file.capacity()) {
      throw new IOException(path + " ends before its sound " + wanted + ".");
    }
    return Arrays.copyOfRange(file.array(), wave, end);
  }

  private int offset(int number) {
    return file.getInt(number * ROW) & OFFSET_BITS;
  }

  private static String name(int number) {
    return String.format("%02d.wav", number);
  }
}
