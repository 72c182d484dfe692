// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.checkpoint.StoredTensor;

class TensorBundleTest {
  private static final long MAGIC = 0xdb4775248b80fb57L;

  @TempDir private Path folder;
  private Path prefix;
  private Path index;

  @BeforeEach
  void writeTwoTensorsAndANumber() throws IOException {
    prefix = folder.resolve("variables");
    index = folder.resolve("variables.index");
    ByteBuffer data = ByteBuffer.allocate(300 * 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 300; i++) {
      data.putFloat(i);
    }
    data.putLong(77);
    Files.write(folder.resolve("variables.data-00000-of-00001"), data.array());
    byte[] first =
        block(List.of(pair(0, "", header()), pair(0, "layer/bias", entry(1, 0, 800, 10, 20))));
    byte[] second =
        block(
            List.of(
                pair(0, "layer/kernel", entry(1, 800, 400, 100)),
                pair(6, "steps", entry(9, 1200, 8))));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] firstPlace = place(file, first);
    byte[] secondPlace = place(file, second);
    byte[] index =
        place(file, block(List.of(pair(0, "layer/c", firstPlace), pair(0, "m", secondPlace))));
    byte[] noFilters = place(file, block(List.of()));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(noFilters).put(index);
    file.write(footer.putLong(40, MAGIC).array());
    Files.write(this.index, file.toByteArray());
  }

  @Test
  void floatsAreReadWithTheirShapesAndOthersLeftOut() throws IOException {
    Map<String, StoredTensor> tensors = TensorBundle.read(prefix);
    assertEquals(Set.of("layer/bias", "layer/kernel"), tensors.keySet());
    assertArrayEquals(new long[] {10, 20}, tensors.get("layer/bias").shape());
    assertEquals(199, tensors.get("layer/bias").values()[199]);
    assertArrayEquals(new long[] {100}, tensors.get("layer/kernel").shape());
    assertEquals(200, tensors.get("layer/kernel").values()[0]);
  }

  @Test
  void whatIsCutOffOrDamagedIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    for (int size = 0; size < whole.length; size += 7) {
      Files.write(index, Arrays.copyOfRange(whole, size + 1, whole.length));
      assertThrows(IOException.class, () -> TensorBundle.read(prefix));
    }
    Files.write(index, whole);
    Files.write(folder.resolve("variables.data-00000-of-00001"), new byte[40]);
    assertThrows(IOException.class, () -> TensorBundle.read(prefix));
  }

  private static byte[] header() {
    return new byte[] {8, 1};
  }

  /** A BundleEntryProto. */
  private static byte[] entry(int type, int offset, int size, int... shape) {
    ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
    for (int length : shape) {
      byte[] number = number(length);
      dimensions.writeBytes(new byte[] {0x12, (byte) (1 + number.length), 8});
      dimensions.writeBytes(number);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {8, (byte) type, 0x12, (byte) dimensions.size()});
    message.writeBytes(dimensions.toByteArray());
    message.write(0x20);
    message.writeBytes(number(offset));
    message.write(0x28);
    message.writeBytes(number(size));
    message.writeBytes(new byte[] {0x35, 1, 2, 3, 4});
    return message.toByteArray();
  }

  private static byte[] pair(int shared, String rest, byte[] value) {
    ByteArrayOutputStream pair = new ByteArrayOutputStream();
    byte[] text = rest.getBytes(StandardCharsets.UTF_8);
    pair.writeBytes(number(shared));
    pair.writeBytes(number(text.length));
    pair.writeBytes(number(value.length));
    pair.writeBytes(text);
    pair.writeBytes(value);
    return pair.toByteArray();
  }

  private static byte[] block(List<byte[]> pairs) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    pairs.forEach(block::writeBytes);
    block.writeBytes(new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
    return block.toByteArray();
  }

  /** Appends a block with its trailer; returns the handle. */
  private static byte[] place(ByteArrayOutputStream file, byte[] block) {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    handle.writeBytes(number(file.size()));
    handle.writeBytes(number(block.length));
    file.writeBytes(block);
    file.writeBytes(new byte[5]);
    return handle.toByteArray();
  }

  private static byte[] number(int value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rest = value;
    for (; rest > 127; rest >>>= 7) {
      bytes.write(rest & 127 | 128);
    }
    bytes.write(rest);
    return bytes.toByteArray();
  }
}
