// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Proto> inputs = new LinkedHashMap<>();
  private final Map<String, Proto> outputs = new LinkedHashMap<>();
  private final Proto nodes = new Proto();

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
    graph();
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
    inputs.put(name, valueInfo(name, type, shape));
    return this;
  }

  TestModel output(String name, int type, long... shape) {
    outputs.put(name, valueInfo(name, type, shape));
    return this;
  }

  byte[] toBytes() {
    Proto graph = new Proto().bytes(2, new byte[] {'g'});
    inputs.values().forEach(info -> graph.message(11, info));
    outputs.values().forEach(info -> graph.message(12, info));
    Proto model = new Proto().number(1, 8).text(2, "sonomask-test");
    model.bytes(7, concat(graph.toBytes(), nodes.toBytes()));
    model.message(8, new Proto().text(1, "").number(2, 17));
    metadata.forEach((key, value) -> model.message(14, new Proto().text(1, key).text(2, value)));
    return model.toBytes();
  }

  /** Writes {@code model.onnx} into a folder. */
  public Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("model.onnx"), toBytes());
  }

  private void graph() {
    float[] kernel = new float[27];
    Arrays.fill(kernel, 1f / 27 / 255);
    floats("kernel", kernel, 1, 3, 3, 3);
    floats("half", new float[] {0.5f}, 1);
    floats("one", new float[] {1}, 1);
    floats("most", new float[] {255}, 1);
    floats("quiet", new float[] {3}, 1);
    longs("axis", 1);
    node("Cast", "pixels", integer("to", FLOAT), "frame");
    node("Transpose", "planes", integers("perm", 0, 3, 1, 2), "pixels");
    node("Conv", "bright", integers("pads", 1, 1, 1, 1), "planes", "kernel");
    node("ReduceMean", "level", integers("axes", 1, 2, 3), "log_mel");
    node("Add", "above", null, "level", "quiet");
    node("Sigmoid", "loud", null, "above");
    node("Mul", "product", null, "bright", "loud");
    node("Squeeze", "score", null, "product", "axis");
    node("Greater", "sounds", null, "score", "half");
    node("Cast", "sounding", integer("to", UINT8), "sounds");
    node("Cast", "covered", integer("to", BOOL), "prior");
    node("Cast", "extra", integer("to", UINT8), "covered");
    node("Cast", "unit", integer("to", UINT8), "one");
    node("Add", "class", null, "extra", "unit");
    node("Mul", "labels", null, "sounding", "class");
    node("Sub", "complement", null, "one", "score");
    node("Where", "certain", null, "sounds", "score", "complement");
    node("Mul", "scaled", null, "certain", "most");
    node("Cast", "confidence", integer("to", UINT8), "scaled");
  }

  private void node(String type, String output, Proto attribute, String... from) {
    Proto node = new Proto();
    for (String input : from) {
      node.text(1, input);
    }
    node.text(2, output).text(4, type);
    if (attribute != null) {
      node.message(5, attribute);
    }
    nodes.message(1, node);
  }

  private static Proto integer(String name, long value) {
    return new Proto().text(1, name).number(3, value).number(20, 2);
  }

  private static Proto integers(String name, long... values) {
    Proto attribute = new Proto().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  private void floats(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    weight(name, FLOAT, raw.array(), shape);
  }

  private void longs(String name, long value) {
    ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    weight(name, INT64, raw.array(), 1);
  }

  private void weight(String name, int type, byte[] raw, long... shape) {
    Proto tensor = new Proto();
    for (long dimension : shape) {
      tensor.number(1, dimension);
    }
    nodes.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
  }

  private static Proto valueInfo(String name, int type, long... shape) {
    Proto dimensions = new Proto();
    for (long dimension : shape) {
      dimensions.message(
          1, dimension < 0 ? new Proto().text(2, "N") : new Proto().number(1, dimension));
    }
    Proto tensor = new Proto().number(1, type).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
