// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float32 tensors in a safetensors file: 8 bytes little-endian length, a JSON header, then
 * the values. Reads F32 and F16, writes F32.
 *
 * @param metadata free text by key
 * @param tensors by name
 */
public record TensorFile(Map<String, String> metadata, Map<String, Values> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int LONGEST_HEADER = 100_000_000;

  /**
   * One tensor.
   *
   * @param shape dimensions
   * @param data row-major
   */
  public record Values(long[] shape, float[] data) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it is no whole safetensors file; the message names it
   */
  public static TensorFile read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < Long.BYTES) {
      throw new IOException(file + " is no safetensors file: it is too short.");
    }
    long length = bytes.getLong();
    if (length < 2 || length > Math.min(LONGEST_HEADER, bytes.remaining())) {
      throw new IOException(file + " is no safetensors file: its header does not fit.");
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Values> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JSON.readTree(header).properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(entry.getKey(), values(file, entry.getKey(), entry.getValue(), data));
      }
    }
    return new TensorFile(metadata, tensors);
  }

  private static Values values(Path file, String name, JsonNode entry, ByteBuffer data)
      throws IOException {
    String type = entry.path("dtype").asText();
    int width = type.equals("F32") ? Float.BYTES : Short.BYTES;
    if (!type.equals("F32") && !type.equals("F16")) {
      throw new IOException(file + ": " + name + " is " + type + ", only F32 and F16 are read.");
    }
    long[] shape = new long[entry.path("shape").size()];
    Arrays.setAll(shape, i -> entry.path("shape").get(i).asLong());
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    long start = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (start < 0 || end > data.capacity() || end - start != count * width) {
      throw new IOException(file + ": " + name + " lies outside of the file or has another size.");
    }
    float[] values = new float[(int) count];
    ByteBuffer part = data.slice((int) start, (int) (end - start)).order(ByteOrder.LITTLE_ENDIAN);
    if (width == Float.BYTES) {
      part.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = half(part.getShort(i * width));
      }
    }
    return new Values(shape, values);
  }

  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = mantissa * 0x1p-24f;
    } else if (exponent == 31) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(exponent + 112 << 23 | mantissa << 13);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Writes a file in one step: a reader finds the old one or the whole new one. */
  public void write(Path file) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode free = header.putObject(METADATA);
    metadata.forEach(free::put);
    long offset = 0;
    for (Map.Entry<String, Values> tensor : tensors.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F32");
      Arrays.stream(tensor.getValue().shape()).forEach(entry.putArray("shape")::add);
      long end = offset + (long) tensor.getValue().data().length * Float.BYTES;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = JSON.writeValueAsBytes(header);
    int padding = (int) (-text.length & 7);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (FileChannel out =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      drain(out, length.putLong(text.length + padding).flip());
      drain(out, ByteBuffer.wrap(text));
      drain(out, ByteBuffer.wrap(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII)));
      for (Values values : tensors.values()) {
        drain(out, bytes(values));
      }
      out.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ByteBuffer bytes(Values values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.data().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.data());
    return bytes;
  }

  private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
