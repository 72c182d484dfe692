// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
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

  static Map<String, StoredTensor> read(FileChannel channel) throws IOException {
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
    for (Map.Entry<String, JsonNode> entry : parse(header).properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
      }
    }
    if (tensors.isEmpty()) {
      throw new CheckpointException("the file holds no tensors");
    }
    return tensors;
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
   * Writes parameters as F32; a file that exists is replaced only when all is written.
   *
   * @param metadata free text by key
   */
  public static void write(
      Path file,
      Collection<Parameter> parameters,
      ParameterSource source,
      Map<String, String> metadata)
      throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
      byte[] header = header(parameters, metadata).getBytes(StandardCharsets.UTF_8);
      out.write(little(Long.BYTES).putLong(header.length).array());
      out.write(header);
      for (Parameter parameter : parameters) {
        ByteBuffer bytes = little(parameter.elements() * Float.BYTES);
        bytes.asFloatBuffer().put(source.values(parameter));
        out.write(bytes.array());
      }
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String header(Collection<Parameter> parameters, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode free = header.putObject(METADATA);
    metadata.forEach(free::put);
    long offset = 0;
    for (Parameter parameter : parameters) {
      ObjectNode entry = header.putObject(parameter.key());
      entry.put("dtype", ElementKind.FLOAT.safetensors());
      for (long size : parameter.shape()) {
        entry.withArray("shape").add(size);
      }
      long end = offset + (long) parameter.elements() * Float.BYTES;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = JSON.writeValueAsString(header);
    int padding = -text.getBytes(StandardCharsets.UTF_8).length & 7;
    return text + " ".repeat(padding);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
