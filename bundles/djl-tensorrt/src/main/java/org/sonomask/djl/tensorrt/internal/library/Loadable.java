// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A shared library without code (ELF, x86-64) that needs others and says where they lie. TensorRT
 * opens its builder's kernels by a bare file name, which the dynamic linker looks for in a few
 * system folders and in {@code LD_LIBRARY_PATH} as it was when the process started; but it looks
 * among what is loaded first, and by that name there is what another library needed by that name.
 */
final class Loadable {
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SEGMENTS = 3;
  private static final int DYNAMIC_ENTRY = 16;
  private static final int SYMBOL = 24;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int STACK = 0x6474e551;
  private static final int PAGE = 0x1000;
  private static final int READ_WRITE = 6;

  // Tags of the dynamic section.
  private static final int NEEDED = 1;
  private static final int HASH = 4;
  private static final int STRINGS = 5;
  private static final int SYMBOLS = 6;
  private static final int STRINGS_SIZE = 10;
  private static final int SYMBOL_SIZE = 11;
  private static final int RUN_PATH = 29;

  private Loadable() {}

  /**
   * The bytes of such a library.
   *
   * @param needed names of files
   * @param folder that they lie in
   */
  static byte[] needing(List<String> needed, String folder) {
    StringBuilder strings = new StringBuilder("\0");
    int[] names = new int[needed.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = strings.length();
      strings.append(needed.get(i)).append('\0');
    }
    int path = strings.length();
    byte[] text = strings.append(folder).append('\0').toString().getBytes(StandardCharsets.UTF_8);

    int dynamic = HEADER + SEGMENTS * PROGRAM_HEADER;
    int dynamicSize = (needed.size() + 7) * DYNAMIC_ENTRY;
    int symbols = dynamic + dynamicSize;
    int hash = symbols + SYMBOL;
    int stringsAt = hash + 4 * Integer.BYTES;
    int size = stringsAt + text.length;

    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header(file);
    segment(file, LOAD, 0, size, PAGE);
    segment(file, DYNAMIC, dynamic, dynamicSize, Long.BYTES);
    // Without it the JVM believes that the library wants to execute its stack.
    segment(file, STACK, 0, 0, DYNAMIC_ENTRY);
    for (int name : names) {
      entry(file, NEEDED, name);
    }
    entry(file, RUN_PATH, path);
    entry(file, HASH, hash);
    entry(file, STRINGS, stringsAt);
    entry(file, SYMBOLS, symbols);
    entry(file, STRINGS_SIZE, text.length);
    entry(file, SYMBOL_SIZE, SYMBOL);
    entry(file, 0, 0);
    file.position(hash);
    // One bucket and one symbol, the undefined one that every table begins with.
    file.putInt(1).putInt(1).putInt(0).putInt(0);
    file.put(text);
    return file.array();
  }

  private static void header(ByteBuffer file) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 3).putShort((short) 62).putInt(1);
    file.putLong(0).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) SEGMENTS);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(ByteBuffer file, int type, long offset, long size, long align) {
    file.putInt(type).putInt(READ_WRITE).putLong(offset).putLong(offset).putLong(offset);
    file.putLong(size).putLong(size).putLong(align);
  }

  private static void entry(ByteBuffer file, long tag, long value) {
    file.putLong(tag).putLong(value);
  }
}
