// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says about itself, read without an engine: inputs, outputs and metadata
 * (onnx.proto3 of the ONNX specification; the numbers below are its field numbers).
 *
 * @param inputs of the graph, without those that are weights
 * @param outputs of the graph
 * @param metadata its {@code metadata_props}
 */
record OnnxFile(List<Tensor> inputs, List<Tensor> outputs, Map<String, String> metadata) {
  private static final int MOST_TENSORS = 1000;

  /** ONNX's numbers of the element types that models use here. */
  static final int FLOAT = 1;

  static final int UINT8 = 2;

  /** A dimension that is known only when the model runs. */
  static final long DYNAMIC = -1;

  /**
   * An input or output.
   *
   * @param type ONNX's number of its element type, 0 if it does not say
   * @param shape dimensions, {@link #DYNAMIC} where free; empty if it does not say
   */
  record Tensor(String name, int type, List<Long> shape) {}

  /**
   * Reads a file, whose weights are only mapped and skipped.
   *
   * @throws IOException if it cannot be read or is no ONNX file; the message says what is wrong
   */
  static OnnxFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size == 0 || size > Integer.MAX_VALUE) {
        throw new IOException("it has " + size + " bytes; a model has 1 byte to 2 GiB");
      }
      return model(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  private static OnnxFile model(ByteBuffer bytes) throws IOException {
    ProtobufReader model = new ProtobufReader(bytes);
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    Map<String, String> metadata = new HashMap<>();
    boolean graph = false;
    while (model.next()) {
      switch (model.field()) {
        case 7 -> {
          graph = true;
          graph(model.message(), inputs, outputs);
        }
        case 14 -> entry(model.message(), metadata);
        default -> model.skip();
      }
    }
    if (!graph) {
      throw new IOException("it holds no graph, so it is no ONNX model");
    }
    return new OnnxFile(List.copyOf(inputs), List.copyOf(outputs), Map.copyOf(metadata));
  }

  private static void graph(ProtobufReader graph, List<Tensor> inputs, List<Tensor> outputs)
      throws IOException {
    Set<String> weights = new HashSet<>();
    while (graph.next()) {
      switch (graph.field()) {
        case 5 -> weights.add(weightName(graph.message()));
        case 11 -> add(inputs, tensor(graph.message()));
        case 12 -> add(outputs, tensor(graph.message()));
        default -> graph.skip();
      }
    }
    inputs.removeIf(input -> weights.contains(input.name()));
  }

  private static void add(List<Tensor> tensors, Tensor tensor) throws IOException {
    if (tensors.size() == MOST_TENSORS) {
      throw new IOException("it has more than " + MOST_TENSORS + " inputs or outputs");
    }
    tensors.add(tensor);
  }

  private static String weightName(ProtobufReader weight) throws IOException {
    String name = "";
    while (weight.next()) {
      if (weight.field() == 8) {
        name = weight.text();
      } else {
        weight.skip();
      }
    }
    return name;
  }

  private static void entry(ProtobufReader entry, Map<String, String> metadata) throws IOException {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> key = entry.text();
        case 2 -> value = entry.text();
        default -> entry.skip();
      }
    }
    metadata.put(key, value);
  }

  private static Tensor tensor(ProtobufReader info) throws IOException {
    String name = "";
    int type = 0;
    List<Long> shape = List.of();
    while (info.next()) {
      switch (info.field()) {
        case 1 -> name = info.text();
        case 2 -> {
          ProtobufReader tensorType = tensorType(info.message());
          while (tensorType != null && tensorType.next()) {
            switch (tensorType.field()) {
              case 1 -> type = (int) tensorType.number();
              case 2 -> shape = shape(tensorType.message());
              default -> tensorType.skip();
            }
          }
        }
        default -> info.skip();
      }
    }
    return new Tensor(name, type, shape);
  }

  private static ProtobufReader tensorType(ProtobufReader type) throws IOException {
    ProtobufReader tensorType = null;
    while (type.next()) {
      if (type.field() == 1) {
        tensorType = type.message();
      } else {
        type.skip();
      }
    }
    return tensorType;
  }

  private static List<Long> shape(ProtobufReader shape) throws IOException {
    List<Long> dimensions = new ArrayList<>();
    while (shape.next()) {
      if (shape.field() != 1) {
        shape.skip();
        continue;
      }
      ProtobufReader dimension = shape.message();
      long value = DYNAMIC;
      while (dimension.next()) {
        if (dimension.field() == 1) {
          value = dimension.number();
        } else {
          dimension.skip();
        }
      }
      dimensions.add(value);
    }
    return List.copyOf(dimensions);
  }
}
