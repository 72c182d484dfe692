// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a compiled Qt resource file ({@code .rcc}), the container in which GCompris ships its
 * pictures and sounds. Layout: a {@code qres} header with the offsets of a node table, of the data
 * and of the names; all integers are big-endian. Formats 1 to 3 are read; entries compressed with
 * Zstandard are refused.
 */
final class QtResourceArchive implements Archive {
  private static final int COMPRESSED = 1;
  private static final int DIRECTORY = 2;
  private static final int ZSTANDARD = 4;

  private final ByteBuffer file;
  private final int nodeSize;
  private final int tree;
  private final int data;
  private final int names;
  private final Map<String, Integer> nodes = new LinkedHashMap<>();

  /**
   * Reads the archive's index.
   *
   * @throws IOException if the file cannot be read or is no Qt resource file
   */
  QtResourceArchive(Path path) throws IOException {
    file = ByteBuffer.wrap(Files.readAllBytes(path));
    if (file.capacity() < 20 || file.getInt(0) != 0x71726573) {
      throw new IOException(path + " is no Qt resource file: its first bytes are not 'qres'.");
    }
    nodeSize = file.getInt(4) >= 2 ? 22 : 14;
    tree = file.getInt(8);
    data = file.getInt(12);
    names = file.getInt(16);
    index(0, "");
  }

  @Override
  public List<String> paths() {
    return new ArrayList<>(nodes.keySet());
  }

  @Override
  public byte[] read(String path) throws IOException {
    Integer node = nodes.get(path);
    if (node == null) {
      throw new IOException("The Qt resource file has no entry " + path + ".");
    }
    int at = data + file.getInt(node + 10);
    byte[] content = new byte[file.getInt(at)];
    file.get(at + 4, content);
    int flags = file.getShort(node + 4);
    if ((flags & ZSTANDARD) != 0) {
      throw new IOException(path + " is compressed with Zstandard, which is not supported.");
    }
    return (flags & COMPRESSED) == 0 ? content : inflate(path, content);
  }

  private void index(int number, String prefix) {
    int node = tree + number * nodeSize;
    int nameAt = names + file.getInt(node);
    byte[] utf16 = new byte[2 * file.getShort(nameAt)];
    file.get(nameAt + 6, utf16);
    String name = new String(utf16, StandardCharsets.UTF_16BE);
    String path = number == 0 ? "" : prefix.isEmpty() ? name : prefix + "/" + name;
    if ((file.getShort(node + 4) & DIRECTORY) == 0) {
      nodes.put(path, node);
      return;
    }
    int children = file.getInt(node + 6);
    int first = file.getInt(node + 10);
    for (int i = 0; i < children; i++) {
      index(first + i, path);
    }
  }

  private static byte[] inflate(String path, byte[] packed) throws IOException {
    byte[] content = new byte[ByteBuffer.wrap(packed).getInt()];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed, 4, packed.length - 4);
      int length = 0;
      while (length < content.length) {
        int count = inflater.inflate(content, length, content.length - length);
        if (count == 0) {
          throw new IOException(path + " ends before its stated length.");
        }
        length += count;
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException(path + " holds damaged compressed data.", e);
    } finally {
      inflater.end();
    }
  }
}
