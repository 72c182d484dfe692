// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tensors of a file of weights, by name. Reads PyTorch's zip and legacy containers,
 * safetensors, pickled dictionaries of NumPy arrays, and ONNX models exported here; dictionaries
 * bare, or wrapped in {@code model} or {@code state_dict}. Elements are read from the open file
 * when they are asked for.
 */
public final class Checkpoint implements Closeable {
  private static final List<String> WRAPPERS = List.of("model", "state_dict", "model_state_dict");
  private static final String PARALLEL = "module.";
  private static final int ZIP_MAGIC = 0x504B0304;
  private static final int HEAD = 9;

  private final Contents contents;
  private final Closeable file;

  private Checkpoint(Contents contents, Closeable file) {
    this.contents = contents;
    this.file = file;
  }

  private Checkpoint(Map<String, StoredTensor> tensors, Closeable file) {
    this(new Contents(tensors, Map.of()), file);
  }

  /**
   * Opens a file of weights.
   *
   * @throws CheckpointException if the file is damaged, hostile or holds no tensors
   */
  public static Checkpoint open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path);
    try {
      return open(path, channel);
    } catch (CheckpointException e) {
      channel.close();
      throw new CheckpointException(path.getFileName() + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new CheckpointException(path.getFileName() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file that holds one pickled tensor, such as the log-mel examples of AVSBench.
   *
   * @throws CheckpointException if it is none, or wants to run code
   */
  public static StoredTensor readTensor(Path path) throws IOException {
    StoredTensor tensor;
    try {
      Object object = TorchLegacy.read(ByteBuffer.wrap(Files.readAllBytes(path)), false);
      tensor = TensorVocabulary.tensor(object);
    } catch (CheckpointException e) {
      throw new CheckpointException(path.getFileName() + ": " + e.getMessage(), e);
    }
    if (tensor == null) {
      throw new CheckpointException(path.getFileName() + ": holds no tensor");
    }
    return tensor;
  }

  /** The tensors, in the file's order. */
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(contents.tensors());
  }

  /** What a safetensors file or a model says about itself, by key; others say nothing. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(contents.metadata());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Checkpoint open(Path path, FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    channel.read(head, 0);
    if (head.position() < HEAD) {
      throw new CheckpointException("the file is too short to hold weights");
    }
    head.flip();
    if (head.getInt(0) == ZIP_MAGIC) {
      channel.close();
      TorchZip zip = TorchZip.open(path);
      try {
        return new Checkpoint(weights(zip.read()), zip);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    }
    if (head.get(HEAD - 1) == '{') {
      return new Checkpoint(Safetensors.read(channel), channel);
    }
    if (OnnxWeights.isOne(head)) {
      return new Checkpoint(OnnxWeights.read(channel), channel);
    }
    return new Checkpoint(weights(TorchLegacy.read(channel)), channel);
  }

  private static Map<String, StoredTensor> weights(Object root) throws CheckpointException {
    if (root instanceof List<?> pair && !pair.isEmpty() && pair.get(0) instanceof Map<?, ?>) {
      return weights(pair.get(0));
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new CheckpointException("the file holds no dictionary of weights");
    }
    for (String wrapper : WRAPPERS) {
      if (map.get(wrapper) instanceof Map<?, ?> inner) {
        return named(inner);
      }
    }
    return named(map);
  }

  private static Map<String, StoredTensor> named(Map<?, ?> map) throws CheckpointException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          StoredTensor tensor = TensorVocabulary.tensor(value);
          if (tensor != null && key instanceof String name) {
            tensors.put(name, tensor);
          }
        });
    if (tensors.isEmpty()) {
      throw new CheckpointException("the file holds no tensors");
    }
    boolean parallel = tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL));
    return parallel ? withoutPrefix(tensors) : tensors;
  }

  private static Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> tensors) {
    return tensors.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(PARALLEL.length()),
                Map.Entry::getValue,
                (a, b) -> a,
                LinkedHashMap::new));
  }
}
