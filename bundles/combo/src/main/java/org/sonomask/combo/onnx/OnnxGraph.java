// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/** Nodes, stored tensors, inputs and outputs of an ONNX graph (onnx.proto, IR version 8). */
class OnnxGraph {
  private static final int HALVED_FROM = 1024;

  private final ParameterSource source;
  private final boolean half;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Message> stored = new LinkedHashMap<>();
  private final Map<String, Supplier<float[]>> reals = new HashMap<>();
  private final List<Message> inputs = new ArrayList<>();
  private final Map<String, Message> outputs = new LinkedHashMap<>();
  private final Map<String, String> published = new HashMap<>();
  private final Map<String, Value> parameters = new HashMap<>();
  private final Map<Object, Value> constants = new HashMap<>();
  private int names;

  /** A node; the first of its outputs names it. */
  private record Node(
      String operation, List<String> from, List<String> to, List<Attribute> attributes) {

    Message message() {
      Message node = new Message();
      from.forEach(value -> node.text(1, value));
      to.forEach(value -> node.text(2, value));
      node.text(3, operation + "_" + to.get(0)).text(4, operation);
      attributes.forEach(attribute -> node.message(5, attribute.message()));
      return node;
    }
  }

  /**
   * Starts an empty graph.
   *
   * @param half whether large parameters are stored in half precision, and cast in the graph
   */
  OnnxGraph(ParameterSource source, boolean half) {
    this.source = source;
    this.half = half;
  }

  /** Adds an input. */
  Value input(String name, ElementType type, long... shape) {
    Value value = new Value(name, type, shape);
    inputs.add(valueInfo(value));
    return value;
  }

  /**
   * Makes a value an output under a name. What a node yields is renamed, for a copy of bytes inside
   * the graph is more than TensorRT takes; anything else is copied.
   */
  void output(String name, Value value) {
    Value output = new Value(name, value.type(), value.shape());
    outputs.put(name, valueInfo(output));
    boolean yielded = nodes.stream().anyMatch(node -> node.to().contains(value.name()));
    if (!yielded || published.putIfAbsent(value.name(), name) != null) {
      nodes.add(node("Identity", List.of(value), output, List.of()));
    }
  }

  /** Adds a node with one output. */
  Value add(
      String operation, ElementType type, long[] shape, List<Value> from, Attribute... attributes) {
    Value result = new Value("v" + names++, type, shape);
    nodes.add(node(operation, from, result, List.of(attributes)));
    return result;
  }

  /**
   * Puts another node in the place of the one that yields values: it yields these and a further one
   * like the last.
   *
   * @return the further one
   */
  Value replace(List<Value> yielded, String operation, List<Value> from, Attribute... attributes) {
    Value last = yielded.get(yielded.size() - 1);
    Value further = new Value("v" + names++, last.type(), last.shape());
    List<String> before = yielded.stream().map(Value::name).toList();
    List<String> to = new ArrayList<>(before);
    to.add(further.name());
    List<String> names = from.stream().map(Value::name).toList();
    nodes.replaceAll(
        node ->
            node.to().equals(before) ? new Node(operation, names, to, List.of(attributes)) : node);
    return further;
  }

  /** A stored parameter. */
  Value parameter(Parameter parameter) {
    return parameters.computeIfAbsent(parameter.key(), key -> store(parameter));
  }

  /** A stored constant; equal ones are stored once. */
  Value constant(float[] values, long... shape) {
    List<Object> identity =
        List.of(FloatBuffer.wrap(values.clone()), Arrays.hashCode(shape), shape.length);
    return constants.computeIfAbsent(
        identity,
        same -> {
          Value value = new Value("c" + names++, ElementType.FLOAT32, shape);
          return store(value, () -> values);
        });
  }

  /**
   * A stored tensor that follows from others.
   *
   * @param type single or half precision, to which the values are rounded
   * @param values asked for only when the graph is written
   */
  Value derived(ElementType type, long[] shape, Supplier<float[]> values) {
    return store(new Value("d" + names++, type, shape), values);
  }

  /** The values of a stored tensor of real numbers; nothing if the graph computes it. */
  Optional<Supplier<float[]>> values(Value value) {
    return Optional.ofNullable(reals.get(value.name()));
  }

  /** A stored constant; equal ones are stored once. */
  Value indices(long[] values, long... shape) {
    return integers(ElementType.INT64, values, shape);
  }

  /**
   * A stored constant; equal ones are stored once.
   *
   * @param type INT64 or INT32
   */
  Value integers(ElementType type, long[] values, long... shape) {
    List<Object> identity =
        List.of(type, LongBuffer.wrap(values.clone()), Arrays.hashCode(shape), shape.length);
    return constants.computeIfAbsent(
        identity,
        same -> {
          Value value = new Value("c" + names++, type, shape);
          Payload payload =
              type == ElementType.INT64 ? Payload.int64(values) : Payload.int32(values);
          stored.put(value.name(), tensor(value, payload));
          return value;
        });
  }

  /** The graph as a GraphProto: what no output needs is left out. */
  Message message(String name) {
    List<Node> renamed = nodes.stream().map(this::renamed).toList();
    Set<String> needed = needed(renamed);
    Message graph = new Message();
    renamed.stream()
        .filter(node -> node.to().stream().anyMatch(needed::contains))
        .forEach(node -> graph.message(1, node.message()));
    graph.text(2, name);
    stored.forEach(
        (key, tensor) -> {
          if (needed.contains(key)) {
            graph.message(5, tensor);
          }
        });
    inputs.forEach(input -> graph.message(11, input));
    outputs.values().forEach(output -> graph.message(12, output));
    return graph;
  }

  private Node renamed(Node node) {
    return new Node(
        node.operation(),
        node.from().stream().map(name -> published.getOrDefault(name, name)).toList(),
        node.to().stream().map(name -> published.getOrDefault(name, name)).toList(),
        node.attributes());
  }

  private Set<String> needed(List<Node> ordered) {
    Set<String> needed = new HashSet<>(outputs.keySet());
    for (int i = ordered.size() - 1; i >= 0; i--) {
      if (ordered.get(i).to().stream().anyMatch(needed::contains)) {
        needed.addAll(ordered.get(i).from());
      }
    }
    return needed;
  }

  private Value store(Parameter parameter) {
    if (half && parameter.elements() >= HALVED_FROM) {
      Value rounded = new Value(parameter.key(), ElementType.FLOAT16, parameter.shape());
      store(rounded, () -> values(parameter));
      Attribute to = Attribute.number("to", ElementType.FLOAT32.code());
      return add("Cast", ElementType.FLOAT32, parameter.shape(), List.of(rounded), to);
    }
    Value value = new Value(parameter.key(), ElementType.FLOAT32, parameter.shape());
    return store(value, () -> values(parameter));
  }

  private Value store(Value value, Supplier<float[]> values) {
    int count = Math.toIntExact(Arrays.stream(value.shape()).reduce(1, Math::multiplyExact));
    Payload payload =
        value.type() == ElementType.FLOAT16
            ? Payload.float16(count, values)
            : Payload.float32(count, values);
    stored.put(value.name(), tensor(value, payload));
    reals.put(value.name(), values);
    return value;
  }

  private float[] values(Parameter parameter) {
    float[] values = source.values(parameter);
    if (values.length != parameter.elements()) {
      throw new IllegalArgumentException(
          parameter + " needs " + parameter.elements() + " values, but got " + values.length);
    }
    return values;
  }

  private static Node node(
      String operation, List<Value> from, Value to, List<Attribute> attributes) {
    List<String> names = from.stream().map(Value::name).toList();
    return new Node(operation, names, List.of(to.name()), attributes);
  }

  private static Message tensor(Value value, Payload payload) {
    return new Message()
        .numbers(1, value.shape())
        .number(2, value.type().code())
        .text(8, value.name())
        .bytes(9, payload);
  }

  private static Message valueInfo(Value value) {
    Message shape = new Message();
    for (long dimension : value.shape()) {
      Message size = new Message();
      if (dimension >= 0) {
        size.number(1, dimension);
      } else {
        size.text(2, dimension == -1 ? "N" : -dimension + "N");
      }
      shape.message(1, size);
    }
    Message tensor = new Message().number(1, value.type().code()).message(2, shape);
    return new Message().text(1, value.name()).message(2, new Message().message(1, tensor));
  }
}
