// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Our operators for TensorRT as functions of standard operators (FunctionProto of onnx.proto), by
 * which ONNX Runtime computes them, in single precision inside.
 */
final class OwnOperators {
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int WHOLE = 7;
  private static final int HALF = 10;
  private static final int PLACES = 9;

  private final List<Message> nodes = new ArrayList<>();
  private int names;

  private OwnOperators() {}

  /** A serialised model with them. */
  static byte[] in(byte[] model) throws IOException {
    Message added = new Message().message(8, new Message().text(1, OwnDomain.NAME).number(2, 1));
    for (Message operator :
        List.of(
            attention(),
            depthwiseGelu(),
            addLayerNorm(false),
            addLayerNorm(true),
            enlargedSum(),
            deformableSampling())) {
      added.message(25, operator);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(model.length);
    out.writeBytes(OwnDomain.in(model));
    added.writeTo(out);
    return out.toByteArray();
  }

  private static Message attention() {
    OwnOperators f = new OwnOperators();
    String asked = f.shifted("q", "s", f.shape("q", 2, 3));
    String queries = f.transposed(f.reshaped(asked, 0, 0, -1, 64), 0, 2, 1, 3);
    String pairs = f.reshaped(f.cast("kv", FLOAT), 0, 0, 2, -1, 64);
    String keys = f.transposed(f.entry(pairs, 0, 2), 0, 2, 3, 1);
    String values = f.transposed(f.entry(pairs, 1, 2), 0, 2, 1, 3);
    String scores = f.node("Mul", f.node("MatMul", queries, keys), f.real(0.125));
    String shares = f.node("Softmax", List.of(scores), Attribute.number("axis", -1));
    String mixed = f.transposed(f.node("MatMul", shares, values), 0, 2, 1, 3);
    f.yield(f.reshaped(mixed, 0, 0, -1), "y");
    return f.function("SonomaskAttention", List.of("q", "s", "kv"), List.of("y"));
  }

  private static Message depthwiseGelu() {
    OwnOperators f = new OwnOperators();
    String features = f.shape("x", 3, 4);
    String weights = f.node("Reshape", f.cast("w", FLOAT), f.joined(f.whole(-1, PLACES), features));
    String parts = f.shape(weights, 0, 1);
    String halves = f.joined(parts, f.whole(-1), features);
    String padded = f.node("Pad", f.shifted("x", "s", features), f.whole(0, 1, 1, 0, 0, 1, 1, 0));
    String sum = f.node("Reshape", f.cast("b", FLOAT), f.joined(parts, f.whole(1), features));
    int[] ends = {-2, -1, Integer.MAX_VALUE};
    for (int place = 0; place < PLACES; place++) {
      int row = place / 3;
      int column = place % 3;
      String from = f.whole(row, column);
      String to = f.whole(ends[row], ends[column]);
      String moved = f.node("Slice", padded, from, to, f.whole(1, 2));
      String weight = f.node("Unsqueeze", f.entry(weights, place, 1), f.whole(1));
      sum = f.node("Add", sum, f.node("Mul", f.node("Reshape", moved, halves), weight));
    }
    String erf = f.node("Erf", f.node("Mul", sum, f.real(Math.sqrt(0.5))));
    String gelu = f.node("Mul", f.node("Mul", sum, f.real(0.5)), f.node("Add", erf, f.real(1)));
    f.yield(f.node("Reshape", gelu, f.node("Shape", "x")), "y");
    return f.function("SonomaskDepthwiseGelu", List.of("x", "s", "w", "b"), List.of("y"));
  }

  private static Message addLayerNorm(boolean squares) {
    OwnOperators f = new OwnOperators();
    String features = f.shape("a", 2, 3);
    String sum = f.node("Add", f.cast("a", FLOAT), f.shifted("b", "s", features));
    String centred = f.node("Sub", sum, f.mean(sum));
    String variance = f.node("Add", f.mean(f.node("Mul", centred, centred)), "e");
    String normal = f.node("Div", centred, f.node("Sqrt", variance));
    String rows = f.joined(f.whole(-1, 1), features);
    String weights = f.node("Reshape", f.cast("w", FLOAT), rows);
    String halves = f.joined(f.shape(weights, 0, 1), f.whole(-1), features);
    String scaled = f.node("Mul", f.node("Reshape", normal, halves), weights);
    String moved = f.node("Add", scaled, f.node("Reshape", f.cast("o", FLOAT), rows));
    String result = f.node("Reshape", moved, f.node("Shape", "a"));
    f.yield(sum, "y");
    f.yield(result, "n");
    List<String> inputs = new ArrayList<>(List.of("a", "b", "s", "w", "o", "e"));
    if (!squares) {
      return f.function("SonomaskAddLayerNorm", inputs, List.of("y", "n"));
    }
    inputs.add("map");
    String map = f.cast("map", WHOLE);
    String edge = f.node("Slice", map, f.whole(2), f.whole(3));
    String lines = f.node("Div", f.node("Slice", map, f.whole(0), f.whole(2)), edge);
    String line = f.node("Slice", lines, f.whole(0), f.whole(1));
    String column = f.node("Slice", lines, f.whole(1), f.whole(2));
    String sizes = f.joined(f.whole(-1), line, edge, column, edge, features);
    String ordered = f.transposed(f.node("Reshape", result, sizes), 0, 1, 3, 2, 4, 5);
    f.yield(f.node("Reshape", ordered, f.node("Shape", "a")), "q");
    return f.function("SonomaskAddLayerNormSquares", inputs, List.of("y", "n", "q"));
  }

  private static Message enlargedSum() {
    OwnOperators f = new OwnOperators();
    String scales = f.cast(f.whole(1, 1, 4, 4), FLOAT);
    String large =
        f.node(
            "Resize",
            List.of(f.cast("x", FLOAT), "", scales),
            Attribute.text("mode", "linear"),
            Attribute.text("coordinate_transformation_mode", "half_pixel"));
    String weights = f.node("Unsqueeze", "w", f.whole(2, 3));
    String masks = f.node("Mul", f.node("Sigmoid", large), weights);
    f.add("ReduceSum", List.of(masks, f.whole(1)), "y", Attribute.number("keepdims", 0));
    return f.function("SonomaskEnlargedSum", List.of("x", "w", "rows", "columns"), List.of("y"));
  }

  private static Message deformableSampling() {
    OwnOperators f = new OwnOperators();
    String batch = f.shape("v", 0, 1);
    String tokens = f.shape("v", 1, 2);
    String heads = f.node("Div", f.shape("c", 2, 3), f.whole(36));
    String head = f.node("Div", f.shape("v", 2, 3), heads);
    String all = f.cast("c", FLOAT);
    String border = f.node("Mul", heads, f.whole(24));
    String last = f.whole(Integer.MAX_VALUE);
    String logits = f.node("Slice", all, border, last, f.whole(2));
    String ofHeads = f.node("Reshape", logits, f.joined(batch, tokens, heads, f.whole(12)));
    String softmax = f.node("Softmax", List.of(ofHeads), Attribute.number("axis", -1));
    String weights =
        f.node(
            "Reshape",
            f.transposed(softmax, 0, 2, 1, 3),
            f.joined(f.whole(-1, 1), tokens, f.whole(12)));
    String offsets = f.node("Slice", all, f.whole(0), border, f.whole(2));
    String pairs = f.node("Reshape", offsets, f.joined(batch, tokens, heads, f.whole(12, 2)));
    String moved =
        f.node(
            "Reshape",
            f.transposed(pairs, 0, 2, 1, 3, 4),
            f.joined(f.whole(-1), tokens, f.whole(12, 2)));
    String sizes = f.cast("sizes", WHOLE);
    String centres = f.joined(f.centres(sizes, 0), f.centres(sizes, 1), f.centres(sizes, 2));
    String places = f.node("Unsqueeze", centres, f.whole(1));
    String from = f.whole(0);
    String sum = null;
    for (int level = 0; level < 3; level++) {
      String size = f.entry(sizes, level, 0);
      String to = f.node("Add", from, f.node("ReduceProd", size));
      String cells = f.node("Slice", f.cast("v", FLOAT), from, to, f.whole(1));
      String split = f.node("Reshape", cells, f.joined(batch, size, heads, head));
      String map =
          f.node("Reshape", f.transposed(split, 0, 3, 4, 1, 2), f.joined(f.whole(-1), head, size));
      String steps = f.node("Slice", moved, f.whole(4 * level), f.whole(4 * level + 4), f.whole(2));
      String edges = f.cast(f.node("Gather", size, f.whole(1, 0)), FLOAT);
      String grid = f.node("Add", places, f.node("Div", f.node("Mul", steps, f.real(2)), edges));
      String samples = f.node("GridSample", List.of(map, grid), Attribute.text("mode", "bilinear"));
      String shares =
          f.node("Slice", weights, f.whole(4 * level), f.whole(4 * level + 4), f.whole(3));
      String mixed = f.node("ReduceSum", f.node("Mul", samples, shares), f.whole(3));
      sum = sum == null ? mixed : f.node("Add", sum, mixed);
      from = to;
    }
    String maps = f.node("Reshape", sum, f.joined(batch, f.whole(-1), tokens));
    f.yield(f.transposed(maps, 0, 2, 1), "y");
    return f.function("SonomaskDeformableSampling", List.of("v", "c", "sizes"), List.of("y"));
  }

  /** (x, y) of the centres of a level's cells, −1 to 1, [cells, 2]. */
  private String centres(String sizes, int level) {
    String height = entry(entry(sizes, level, 0), 0, 0);
    String width = entry(entry(sizes, level, 0), 1, 0);
    String rows = node("Reshape", places(height), whole(-1, 1, 1));
    String columns = node("Reshape", places(width), whole(1, -1, 1));
    String shape = joined(entry(sizes, level, 0), whole(1));
    String pairs =
        node(
            "Concat",
            List.of(node("Expand", columns, shape), node("Expand", rows, shape)),
            Attribute.number("axis", 2));
    return node("Reshape", pairs, whole(-1, 2));
  }

  /** Centres of so many cells between −1 and 1. */
  private String places(String count) {
    String cells = cast(count, FLOAT);
    String zero = real(0);
    String middles = node("Add", node("Range", zero, cells, real(1)), real(0.5));
    return node("Sub", node("Div", node("Mul", middles, real(2)), cells), real(1));
  }

  /** x, whose each part has its own shift of so many features. */
  private String shifted(String x, String shift, String features) {
    String shifts = node("Reshape", cast(shift, FLOAT), joined(whole(-1, 1), features));
    String halves = joined(shape(shifts, 0, 1), whole(-1), features);
    String sum = node("Add", node("Reshape", cast(x, FLOAT), halves), shifts);
    return node("Reshape", sum, node("Shape", x));
  }

  private Message function(String name, List<String> inputs, List<String> outputs) {
    Message function = new Message().text(1, name);
    inputs.forEach(input -> function.text(4, input));
    outputs.forEach(output -> function.text(5, output));
    nodes.forEach(node -> function.message(7, node));
    return function.message(9, new Message().text(1, "").number(2, OPSET)).text(10, OwnDomain.NAME);
  }

  private String node(String operation, String... from) {
    return node(operation, List.of(from));
  }

  private String node(String operation, List<String> from, Attribute... attributes) {
    String name = "t" + names++;
    add(operation, from, name, attributes);
    return name;
  }

  private void add(String operation, List<String> from, String to, Attribute... attributes) {
    Message node = new Message();
    from.forEach(input -> node.text(1, input));
    node.text(2, to).text(4, operation);
    Arrays.stream(attributes).forEach(attribute -> node.message(5, attribute.message()));
    nodes.add(node);
  }

  private void yield(String x, String output) {
    add("Cast", List.of(x), output, Attribute.number("to", HALF));
  }

  private String cast(String x, int type) {
    return node("Cast", List.of(x), Attribute.number("to", type));
  }

  private String mean(String x) {
    return node("ReduceMean", List.of(x), Attribute.numbers("axes", -1));
  }

  private String transposed(String x, int... order) {
    return node("Transpose", List.of(x), Attribute.numbers("perm", order));
  }

  private String reshaped(String x, int... shape) {
    return node("Reshape", x, whole(shape));
  }

  private String entry(String x, int index, int axis) {
    String place = node("Constant", List.of(), Attribute.number("value_int", index));
    return node("Gather", List.of(x, place), Attribute.number("axis", axis));
  }

  private String shape(String x, int from, int to) {
    return node("Shape", List.of(x), Attribute.number("start", from), Attribute.number("end", to));
  }

  private String joined(String... parts) {
    return node("Concat", List.of(parts), Attribute.number("axis", 0));
  }

  private String whole(int... values) {
    return node("Constant", List.of(), Attribute.numbers("value_ints", values));
  }

  private String real(double value) {
    return node("Constant", List.of(), Attribute.real("value_float", value));
  }
}
