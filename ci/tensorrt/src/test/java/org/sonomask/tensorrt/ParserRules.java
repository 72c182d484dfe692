// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.tensor.Half;
import org.sonomask.tensorrt.WrittenModel.Node;
import org.sonomask.tensorrt.WrittenModel.Stored;

/**
 * What TensorRT's ONNX parser refuses of a strongly typed network, as far as it can be told without
 * a GPU: operators that it does not have, numbers that are not finite in their type, bytes inside
 * of the graph, and real numbers of two types in one node.
 */
final class ParserRules {
  private static final int FLOAT = 1;
  private static final int BYTE = 2;
  private static final int INT32 = 6;
  private static final int INT64 = 7;
  private static final int BOOL = 9;
  private static final int HALF = 10;

  /** Operators of TensorRT 10.6 (its parser's operators.md) that the exporter uses. */
  private static final Set<String> KNOWN =
      Set.of(
          "Add",
          "And",
          "ArgMax",
          "BatchNormalization",
          "Cast",
          "Clip",
          "Concat",
          "Conv",
          "Div",
          "Erf",
          "Exp",
          "Gather",
          "GridSample",
          "InstanceNormalization",
          "LayerNormalization",
          "Less",
          "Log",
          "MatMul",
          "MaxPool",
          "Mul",
          "Not",
          "Pad",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Resize",
          "Sigmoid",
          "Slice",
          "Softmax",
          "Sub",
          "Transpose",
          "Where");

  private static final String OURS = "Sonomask";

  private final WrittenModel model;
  private final Map<String, Integer> types = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  private ParserRules(WrittenModel model) {
    this.model = model;
    types.putAll(model.inputs);
    model.stored.forEach((name, tensor) -> types.put(name, tensor.type()));
  }

  /** What the parser would refuse; nothing if it is content. */
  static List<String> broken(WrittenModel model) {
    ParserRules rules = new ParserRules(model);
    model.stored.forEach(rules::stored);
    model.nodes.forEach(rules::node);
    model.outputs.forEach(rules::output);
    return rules.broken;
  }

  private void stored(String name, Stored tensor) {
    if (!Set.of(FLOAT, HALF, INT32, INT64).contains(tensor.type())) {
      broken.add(name + " is stored in type " + tensor.type());
    }
    if (real(tensor.type()) && !finite(tensor)) {
      broken.add(name + " is not finite in type " + tensor.type());
    }
  }

  private static boolean finite(Stored tensor) {
    ByteBuffer left = tensor.elements().duplicate().order(tensor.elements().order());
    while (left.hasRemaining()) {
      float value = tensor.type() == HALF ? Half.toFloat(left.getShort()) : left.getFloat();
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void node(Node node) {
    String operation = node.operation();
    if (!KNOWN.contains(operation) && !operation.startsWith(OURS)) {
      broken.add(named(node) + " is none of TensorRT's operators");
    }
    List<Integer> taken =
        node.from().stream().filter(name -> !name.isEmpty()).map(types::get).toList();
    if (operation.equals("Clip")) {
      bounds(node);
    }
    if (operation.equals("Cast")) {
      cast(node, taken.get(0));
    } else {
      alike(node, taken);
    }
    int yielded = yielded(node, taken);
    node.yields().forEach(name -> types.put(name, yielded));
  }

  private void bounds(Node clip) {
    if (!model.stored.keySet().containsAll(clip.from().subList(1, clip.from().size()))) {
      broken.add(named(clip) + " has bounds that are not stored");
    }
  }

  /** Bytes come from real numbers and go to them, and lie at the network's ends. */
  private void cast(Node cast, int from) {
    boolean toByte = cast.to() == BYTE;
    if (from == BYTE && !real(cast.to()) || toByte && from != BOOL && !real(from)) {
      broken.add(named(cast) + " casts from type " + from + " to " + cast.to());
    }
    if (toByte && !model.outputs.keySet().containsAll(cast.yields())) {
      broken.add(named(cast) + " yields bytes inside of the network");
    }
  }

  private void alike(Node node, List<Integer> taken) {
    if (taken.contains(BYTE)) {
      broken.add(named(node) + " takes bytes");
    }
    Set<Integer> reals = new HashSet<>(taken);
    reals.removeIf(type -> !real(type));
    boolean scales = node.operation().equals("Resize") || node.operation().startsWith(OURS);
    if (reals.size() > 1 && !scales) {
      broken.add(named(node) + " takes real numbers of two types");
    }
  }

  private static int yielded(Node node, List<Integer> taken) {
    return switch (node.operation()) {
      case "Cast" -> node.to();
      case "Less", "And", "Not" -> BOOL;
      case "ArgMax" -> INT64;
      case "Where" -> taken.get(1);
      case "SonomaskEnlargedSum" -> FLOAT;
      default -> taken.get(0);
    };
  }

  private void output(String name, int type) {
    if (types.getOrDefault(name, 0) != type) {
      broken.add(name + " is said to be of type " + type + ", but is of " + types.get(name));
    }
  }

  private static boolean real(int type) {
    return type == FLOAT || type == HALF;
  }

  private static String named(Node node) {
    return node.operation() + " " + node.yields();
  }
}
