// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a small ONNX model that keeps the contract: what is bright (a 3x3 mean of all channels)
 * and loud (a sigmoid of the mean log-mel) sounds; it is class 1 where the prior is uncovered, and
 * class 2 elsewhere. All parts can be spoilt.
 */
public final class TestModel {
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int BOOL = 9;

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Proto> inputs = new LinkedHashMap<>();
  private final Map<String, Proto> outputs = new LinkedHashMap<>();
  private final GraphProto graph = new GraphProto();

  /** Starts a model; everything in it can be changed before it is written. */
  public TestModel(int width, int height, int examples) {
    metadata.put("sonomask.model", "bright-and-loud");
    metadata.put("sonomask.version", "1");
    metadata.put("sonomask.licence", "Apache-2.0");
    metadata.put("sonomask.width", Integer.toString(width));
    metadata.put("sonomask.height", Integer.toString(height));
    metadata.put("sonomask.audio_examples", Integer.toString(examples));
    metadata.put("sonomask.audio_hop_ns", "960000000");
    metadata.put("sonomask.classes", "[\"background\", \"uncovered\", \"covered\"]");
    metadata.put("sonomask.threshold", "0.5");
    input("frame", UINT8, -1, height, width, 3);
    input("prior", UINT8, -1, height, width);
    input("log_mel", FLOAT, -1, examples, 96, 64);
    output("labels", UINT8, -1, height, width);
    output("confidence", UINT8, -1, height, width);
    compute();
  }

  TestModel metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  TestModel without(String name) {
    metadata.remove(name);
    inputs.remove(name);
    outputs.remove(name);
    return this;
  }

  TestModel input(String name, int type, long... shape) {
    inputs.put(name, GraphProto.tensor(name, type, shape));
    return this;
  }

  TestModel output(String name, int type, long... shape) {
    outputs.put(name, GraphProto.tensor(name, type, shape));
    return this;
  }

  byte[] toBytes() {
    Proto tensors = new Proto().bytes(2, new byte[] {'g'});
    inputs.values().forEach(info -> tensors.message(11, info));
    outputs.values().forEach(info -> tensors.message(12, info));
    Proto model = new Proto().number(1, 8).text(2, "sonomask-test");
    model.bytes(7, concat(tensors.toBytes(), graph.toBytes()));
    model.message(8, new Proto().text(1, "").number(2, 17));
    metadata.forEach((key, value) -> model.message(14, new Proto().text(1, key).text(2, value)));
    return model.toBytes();
  }

  /** Writes {@code model.onnx} into a folder. */
  public Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("model.onnx"), toBytes());
  }

  private void compute() {
    float[] kernel = new float[27];
    Arrays.fill(kernel, 1f / 27 / 255);
    graph.floats("kernel", kernel, 1, 3, 3, 3);
    graph.floats("half", new float[] {0.5f}, 1);
    graph.floats("one", new float[] {1}, 1);
    graph.floats("most", new float[] {255}, 1);
    graph.floats("quiet", new float[] {3}, 1);
    graph.longs("axis", 1);
    graph.node("Cast", "pixels", GraphProto.integer("to", FLOAT), "frame");
    graph.node("Transpose", "planes", GraphProto.integers("perm", 0, 3, 1, 2), "pixels");
    graph.node("Conv", "bright", GraphProto.integers("pads", 1, 1, 1, 1), "planes", "kernel");
    graph.node("ReduceMean", "level", GraphProto.integers("axes", 1, 2, 3), "log_mel");
    graph.node("Add", "above", null, "level", "quiet");
    graph.node("Sigmoid", "loud", null, "above");
    graph.node("Mul", "product", null, "bright", "loud");
    graph.node("Squeeze", "score", null, "product", "axis");
    graph.node("Greater", "sounds", null, "score", "half");
    graph.node("Cast", "sounding", GraphProto.integer("to", UINT8), "sounds");
    graph.node("Cast", "covered", GraphProto.integer("to", BOOL), "prior");
    graph.node("Cast", "extra", GraphProto.integer("to", UINT8), "covered");
    graph.node("Cast", "unit", GraphProto.integer("to", UINT8), "one");
    graph.node("Add", "class", null, "extra", "unit");
    graph.node("Mul", "labels", null, "sounding", "class");
    graph.node("Sub", "complement", null, "one", "score");
    graph.node("Where", "certain", null, "sounds", "score", "complement");
    graph.node("Mul", "scaled", null, "certain", "most");
    graph.node("Cast", "confidence", GraphProto.integer("to", UINT8), "scaled");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
