// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * The safetensors container: the length of a JSON header, the header, then all elements. Reading
 * takes all number types, writing writes F32.
 */
public final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final int LARGEST_HEADER = 64 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Safetensors() {}

  static Contents read(FileChannel channel) throws IOException {
    long length = new FileBytes(channel, 0, Long.BYTES).read(0, Long.BYTES).getLong();
    if (length < 2 || length > Math.min(LARGEST_HEADER, channel.size() - Long.BYTES)) {
      throw new CheckpointException(
          "the safetensors header of " + length + " bytes does not fit the file");
    }
    byte[] header = new byte[(int) length];
    new FileBytes(channel, Long.BYTES, length).read(0, (int) length).get(header);
    long start = Long.BYTES + length;
    FileBytes data = new FileBytes(channel, start, channel.size() - start);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : parse(header).properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
      }
    }
    if (tensors.isEmpty()) {
      throw new CheckpointException("the file holds no tensors");
    }
    return new Contents(tensors, metadata);
  }

  private static JsonNode parse(byte[] header) throws IOException {
    try {
      return JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          "the safetensors header is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static StoredTensor tensor(String name, JsonNode entry, FileBytes data)
      throws CheckpointException {
    ElementKind kind = ElementKind.ofSafetensors(entry.path("dtype").asText());
    if (kind == null) {
      throw new CheckpointException(
          name + " has elements of type " + entry.path("dtype").asText() + ", which is not read");
    }
    long from = entry.at("/data_offsets/0").asLong(-1);
    long to = entry.at("/data_offsets/1").asLong(-1);
    if (from < 0 || to < from || to > data.size()) {
      throw new CheckpointException(name + " lies outside of the file");
    }
    long[] shape = new long[entry.path("shape").size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = entry.path("shape").get(axis).asLong(-1);
    }
    FileBytes bytes = new FileBytes(data.channel(), data.start() + from, to - from);
    return StoredTensor.whole(kind, bytes, shape);
  }

  /**
   * Writes parameters as F32.
   *
   * @param metadata free text by key
   */
  public static void write(
      Path file,
      Collection<Parameter> parameters,
      ParameterSource source,
      Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Parameter parameter : parameters) {
      entries.add(new Entry(parameter.key(), parameter.shape(), () -> source.values(parameter)));
    }
    writeEntries(file, entries, metadata);
  }

  /**
   * Writes tensors as F32.
   *
   * @param metadata free text by key
   */
  public static void write(
      Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    tensors.forEach((name, tensor) -> entries.add(new Entry(name, tensor.shape(), tensor::values)));
    writeEntries(file, entries, metadata);
  }

  /** Where the values of a tensor come from. */
  private interface Values {
    float[] get() throws IOException;
  }

  /** A tensor to write. */
  private record Entry(String name, long[] shape, Values values) {
    long bytes() {
      return Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
    }
  }

  /** Writes in one step, so that a reader finds the old file or the whole new one. */
  private static void writeEntries(Path file, List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out = FileChannel.open(partial, CREATE, TRUNCATE_EXISTING, WRITE)) {
      byte[] header = header(entries, metadata);
      drain(out, little(Long.BYTES).putLong(header.length).flip());
      drain(out, ByteBuffer.wrap(header));
      for (Entry entry : entries) {
        ByteBuffer bytes = little(Math.toIntExact(entry.bytes()));
        bytes.asFloatBuffer().put(entry.values().get());
        drain(out, bytes);
      }
      out.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] header(List<Entry> entries, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode free = header.putObject(METADATA);
    metadata.forEach(free::put);
    long offset = 0;
    for (Entry tensor : entries) {
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", ElementKind.FLOAT.safetensors());
      Arrays.stream(tensor.shape()).forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(offset).add(offset + tensor.bytes());
      offset += tensor.bytes();
    }
    byte[] text = JSON.writeValueAsBytes(header);
    byte[] padded = Arrays.copyOf(text, text.length + (-text.length & 7));
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
