// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small models that propose masks by colour, computed from the picture. */
final class ColourModel {
  private final GraphProto graph = new GraphProto();
  private final Map<String, Proto> inputs = new LinkedHashMap<>();
  private final Map<String, Proto> outputs = new LinkedHashMap<>();

  private ColourModel() {
    sized(-1, -1);
    graph.node("Cast", "picture", GraphProto.integer("to", GraphProto.FLOAT), "frame");
    outputs.put("masks", GraphProto.tensor("masks", GraphProto.FLOAT, -1, -1, -1));
  }

  /** A mask for each channel, where it is above 127. */
  static ColourModel channels() {
    ColourModel model = new ColourModel();
    model.graph.floats("half", new float[] {127}, 1);
    model.graph.longs("batch", 0);
    model.graph.node("Transpose", "planes", GraphProto.integers("perm", 0, 3, 1, 2), "picture");
    model.graph.node("Sub", "above", null, "planes", "half");
    model.graph.node("Squeeze", "masks", null, "above", "batch");
    return model;
  }

  /** A mask for each point, of the pixels that have the colour there, with a score of 0.95. */
  static ColourModel prompted() {
    ColourModel model = new ColourModel();
    model.inputs.put("points", GraphProto.tensor("points", GraphProto.FLOAT, -1, 2));
    model.outputs.put("scores", GraphProto.tensor("scores", GraphProto.FLOAT, -1));
    model.colourOfEachPoint();
    GraphProto graph = model.graph;
    graph.floats("likeness", new float[] {20}, 1);
    graph.longs("channels", 3);
    graph.node("Sub", "difference", null, "picture", "colour");
    graph.node("Abs", "size", null, "difference");
    graph.node("ReduceSum", "distance", GraphProto.integer("keepdims", 0), "size", "channels");
    graph.node("Sub", "masks", null, "likeness", "distance");
    graph.floats("none", new float[] {0}, 1);
    graph.floats("score", new float[] {0.95f}, 1);
    graph.node("ReduceSum", "sum", GraphProto.integer("keepdims", 0), "points", "column");
    graph.node("Mul", "zero", null, "sum", "none");
    graph.node("Add", "scores", null, "zero", "score");
    return model;
  }

  private void colourOfEachPoint() {
    graph.longs("batch", 0);
    graph.longs("column", 1);
    graph.longs("x", 0);
    graph.longs("y", 1);
    graph.node("Squeeze", "pixels", null, "picture", "batch");
    graph.node("Floor", "cells", null, "points");
    graph.node("Cast", "places", GraphProto.integer("to", GraphProto.INT64), "cells");
    graph.node("Gather", "columns", GraphProto.integer("axis", 1), "places", "x");
    graph.node("Gather", "rows", GraphProto.integer("axis", 1), "places", "y");
    graph.node("Concat", "indices", GraphProto.integer("axis", 1), "rows", "columns");
    graph.node("GatherND", "colours", null, "pixels", "indices");
    graph.node("Unsqueeze", "wide", null, "colours", "column");
    graph.node("Unsqueeze", "colour", null, "wide", "column");
  }

  /** The same for pictures of one size. */
  ColourModel sized(long width, long height) {
    inputs.put("frame", GraphProto.tensor("frame", GraphProto.UINT8, 1, height, width, 3));
    return this;
  }

  byte[] toBytes() {
    Proto tensors = new Proto().bytes(2, new byte[] {'g'});
    inputs.values().forEach(info -> tensors.message(11, info));
    outputs.values().forEach(info -> tensors.message(12, info));
    byte[] head = tensors.toBytes();
    byte[] nodes = graph.toBytes();
    byte[] all = Arrays.copyOf(head, head.length + nodes.length);
    System.arraycopy(nodes, 0, all, head.length, nodes.length);
    return new Proto()
        .number(1, 8)
        .bytes(7, all)
        .message(8, new Proto().text(1, "").number(2, 17))
        .toBytes();
  }
}
