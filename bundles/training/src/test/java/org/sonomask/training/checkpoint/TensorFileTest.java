// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, TensorFile.Values> tensors = new LinkedHashMap<>();
    tensors.put("a", new TensorFile.Values(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
    tensors.put("empty", new TensorFile.Values(new long[] {0}, new float[0]));
    tensors.put("scalar", new TensorFile.Values(new long[0], new float[] {-0.5f}));
    Path file = folder.resolve("t.safetensors");
    new TensorFile(Map.of("licence", "CC0-1.0"), tensors).write(file);
    TensorFile read = TensorFile.read(file);
    assertEquals("CC0-1.0", read.metadata().get("licence"));
    assertEquals(tensors.keySet(), read.tensors().keySet());
    for (String name : tensors.keySet()) {
      assertArrayEquals(tensors.get(name).shape(), read.tensors().get(name).shape());
      assertArrayEquals(tensors.get(name).data(), read.tensors().get(name).data());
    }
  }

  @Test
  void halfPrecisionIsRead() throws IOException {
    short[] bits = {0x3C00, (short) 0xC000, 0x0001, 0x7C00, 0x3555};
    ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(bits);
    Path file = write("{\"h\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]}}", data);
    float[] values = TensorFile.read(file).tensors().get("h").data();
    assertArrayEquals(new float[] {1, -2, 0x1p-24f, Float.POSITIVE_INFINITY, 0.33325195f}, values);
  }

  @Test
  void aDamagedFileIsRefusedByName() throws IOException {
    ByteBuffer four = ByteBuffer.allocate(4);
    String[] headers = {
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
      "{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      "{\"x\":",
    };
    for (String header : headers) {
      Path file = write(header, four);
      assertThrows(IOException.class, () -> TensorFile.read(file), header);
    }
    Path tiny = folder.resolve("tiny.safetensors");
    Files.write(tiny, new byte[] {1, 2});
    IOException refusal = assertThrows(IOException.class, () -> TensorFile.read(tiny));
    assertTrue(refusal.getMessage().contains("tiny.safetensors"));
  }

  private Path write(String header, ByteBuffer data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(8 + text.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(text.length).put(text).put(data.duplicate().clear());
    Path file = folder.resolve("made.safetensors");
    Files.write(file, all.array());
    return file;
  }
}
