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
  private static final String OURS = "Sonomask";
  private static final String ATTENTION = "SonomaskAttention";
  private static final String PRODUCT_LAYER_NORM = "SonomaskProductLayerNorm";

  private final List<Message> nodes = new ArrayList<>();
  private int names;

  private OwnOperators() {}

  /** A serialised model with them. */
  static byte[] in(byte[] model) throws IOException {
    Message added = new Message().message(8, new Message().text(1, OwnDomain.NAME).number(2, 1));
    for (Message operator :
        List.of(
            attention(),
            depthwiseGelu(false),
            depthwiseGelu(true),
            layerNorm(false, false),
            layerNorm(false, true),
            layerNorm(true, false),
            layerNorm(true, true),
            attentionBlock(),
            spatialReduction(),
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
    return f.function(ATTENTION, List.of("q", "s", "kv"), List.of("y"));
  }

  /** Of a map, or of the product of its tokens. */
  private static Message depthwiseGelu(boolean product) {
    OwnOperators f = new OwnOperators();
    String features = product ? f.shape("m", 2, 3) : f.shape("x", 3, 4);
    String size = product ? f.joined(f.shape("x", 0, 2), features) : f.node("Shape", "x");
    String map = "x";
    if (product) {
      String edge = f.cast(f.node("Sqrt", f.cast(f.shape("x", 1, 2), FLOAT)), WHOLE);
      map = f.node("Reshape", f.product("x", "m"), f.joined(f.whole(-1), edge, edge, features));
    }
    String weights = f.node("Reshape", f.cast("w", FLOAT), f.joined(f.whole(-1, PLACES), features));
    String parts = f.shape(weights, 0, 1);
    String halves = f.joined(parts, f.whole(-1), features);
    String padded = f.node("Pad", f.shifted(map, "s", features), f.whole(0, 1, 1, 0, 0, 1, 1, 0));
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
    f.yield(f.node("Reshape", gelu, size), "y");
    return product
        ? f.function("SonomaskProductDepthwiseGelu", List.of("x", "m", "s", "w", "b"), List.of("y"))
        : f.function("SonomaskDepthwiseGelu", List.of("x", "s", "w", "b"), List.of("y"));
  }

  /** Of a sum whose second summand may be a product, and whose result may follow as squares too. */
  private static Message layerNorm(boolean product, boolean squares) {
    OwnOperators f = new OwnOperators();
    String name = product ? PRODUCT_LAYER_NORM : "SonomaskAddLayerNorm";
    String features = f.shape("a", 2, 3);
    String second = product ? f.product("x", "m", "a") : "b";
    String sum = f.node("Add", f.cast("a", FLOAT), f.shifted(second, "s", features));
    String normal = f.normalised(sum, "e");
    String rows = f.joined(f.whole(-1, 1), features);
    String weights = f.node("Reshape", f.cast("w", FLOAT), rows);
    String halves = f.joined(f.shape(weights, 0, 1), f.whole(-1), features);
    String scaled = f.node("Mul", f.node("Reshape", normal, halves), weights);
    String moved = f.node("Add", scaled, f.node("Reshape", f.cast("o", FLOAT), rows));
    String result = f.node("Reshape", moved, f.node("Shape", "a"));
    f.yield(sum, "y");
    f.yield(result, "n");
    List<String> summands = product ? List.of("x", "m", "s", "a") : List.of("a", "b", "s");
    List<String> inputs = new ArrayList<>(summands);
    inputs.addAll(List.of("w", "o", "e"));
    if (!squares) {
      return f.function(name, inputs, List.of("y", "n"));
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
    return f.function(name + "Squares", inputs, List.of("y", "n", "q"));
  }

  /** By other operators of our own. */
  private static Message attentionBlock() {
    OwnOperators f = new OwnOperators();
    String queries = f.cast(f.product("x", "p", "x"), HALF);
    String mixed = f.node(ATTENTION, queries, "r", "kv");
    List<String> sum = List.of(mixed, "m", "s", "a", "w", "o", "e");
    f.add(PRODUCT_LAYER_NORM, sum, List.of("y", "n"));
    List<String> inputs = List.of("x", "p", "r", "kv", "m", "s", "a", "w", "o", "e");
    return f.function("SonomaskAttentionBlock", inputs, List.of("y", "n"));
  }

  private static Message spatialReduction() {
    OwnOperators f = new OwnOperators();
    String vector = f.joined(f.whole(-1, 1), f.shape("m", 2, 3));
    String shift = f.node("Reshape", f.cast("s", FLOAT), vector);
    String parts = f.joined(f.shape("m", 0, 1), f.whole(-1), f.shape("m", 1, 2));
    String squares = f.node("Reshape", f.cast("x", FLOAT), parts);
    String reduced = f.node("Add", f.node("MatMul", squares, f.cast("m", FLOAT)), shift);
    String normal = f.normalised(reduced, f.node("Slice", "e", f.whole(0), f.whole(1)));
    String scaled = f.node("Mul", normal, f.node("Reshape", f.cast("w", FLOAT), vector));
    String moved = f.node("Add", scaled, f.node("Reshape", f.cast("o", FLOAT), vector));
    String pairs = f.node("MatMul", moved, f.cast("p", FLOAT));
    f.yield(
        f.node(
            "Reshape", pairs, f.joined(f.shape("x", 0, 1), f.shape("e", 0, 1), f.shape("p", 2, 3))),
        "y");
    List<String> inputs = List.of("x", "m", "s", "w", "o", "p", "e");
    return f.function("SonomaskSpatialReduction", inputs, List.of("y"));
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
    f.add("ReduceSum", List.of(masks, f.whole(1)), List.of("y"), Attribute.number("keepdims", 0));
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

  /** The products of x, each part of which has its own matrix, in the shape of a third tensor. */
  private String product(String x, String matrices, String like) {
    return node("Reshape", product(x, matrices), node("Shape", like));
  }

  /** The same, but [parts, rows, columns]. */
  private String product(String x, String matrices) {
    String parts = joined(shape(matrices, 0, 1), whole(-1), shape(x, 2, 3));
    return node("MatMul", node("Reshape", cast(x, FLOAT), parts), cast(matrices, FLOAT));
  }

  /** x, whose each part has its own shift of so many features. */
  private String shifted(String x, String shift, String features) {
    String shifts = node("Reshape", cast(shift, FLOAT), joined(whole(-1, 1), features));
    String halves = joined(shape(shifts, 0, 1), whole(-1), features);
    String sum = node("Add", node("Reshape", cast(x, FLOAT), halves), shifts);
    return node("Reshape", sum, node("Shape", x));
  }

  /** Rows of a sum, made to have mean 0 and deviation 1, but for epsilon. */
  private String normalised(String sum, String epsilon) {
    String centred = node("Sub", sum, mean(sum));
    String variance = node("Add", mean(node("Mul", centred, centred)), epsilon);
    return node("Div", centred, node("Sqrt", variance));
  }

  private Message function(String name, List<String> inputs, List<String> outputs) {
    Message function = new Message().text(1, name);
    inputs.forEach(input -> function.text(4, input));
    outputs.forEach(output -> function.text(5, output));
    nodes.forEach(node -> function.message(7, node));
    return function
        .message(9, new Message().text(1, "").number(2, OPSET))
        .message(9, new Message().text(1, OwnDomain.NAME).number(2, 1))
        .text(10, OwnDomain.NAME);
  }

  private String node(String operation, String... from) {
    return node(operation, List.of(from));
  }

  private String node(String operation, List<String> from, Attribute... attributes) {
    String name = "t" + names++;
    add(operation, from, List.of(name), attributes);
    return name;
  }

  private void add(String operation, List<String> from, List<String> to, Attribute... attributes) {
    Message node = new Message();
    from.forEach(input -> node.text(1, input));
    to.forEach(output -> node.text(2, output));
    node.text(4, operation);
    Arrays.stream(attributes).forEach(attribute -> node.message(5, attribute.message()));
    nodes.add(operation.startsWith(OURS) ? node.text(7, OwnDomain.NAME) : node);
  }

  private void yield(String x, String output) {
    add("Cast", List.of(x), List.of(output), Attribute.number("to", HALF));
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
