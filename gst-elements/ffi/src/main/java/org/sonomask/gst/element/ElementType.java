// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an element is: all that gst-inspect-1.0 shows. Must never change for a factory name while
 * the process lives, since a GType cannot be registered anew.
 *
 * @param factory name in pipelines, lower case, no separators, such as {@code sonomask}
 * @param typeName name of the GType, such as {@code SonoMaskElement}; metadata are GTypes too, and
 *     must not have the same name
 * @param longName name for people
 * @param classification GStreamer's klass string, such as {@code Filter/Analyzer/Audio/Video}
 * @param description one sentence
 * @param author name and address
 * @param shape pads and how data moves between them
 * @param properties in the order they are shown
 */
public record ElementType(
    String factory,
    String typeName,
    String longName,
    String classification,
    String description,
    String author,
    Shape shape,
    List<PropertySpec> properties) {

  public ElementType {
    Objects.requireNonNull(shape, "shape");
    properties = List.copyOf(properties);
    if (!factory.matches("[a-z][a-z0-9]*")) {
      throw new IllegalArgumentException(
          "a factory name is lower case letters and digits, but is \"" + factory + '"');
    }
    Set<String> names = new HashSet<>();
    for (PropertySpec property : properties) {
      if (!names.add(property.name())) {
        throw new IllegalArgumentException(
            factory + " has the property " + property.name() + " twice");
      }
    }
  }

  /**
   * The property of a name.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public PropertySpec property(String name) {
    return properties.stream()
        .filter(property -> property.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    factory
                        + " has no property "
                        + name
                        + "; it has "
                        + properties.stream()
                            .map(PropertySpec::name)
                            .collect(Collectors.joining(", "))));
  }

  /** Pads, and how data moves between them. */
  public sealed interface Shape permits Transform, Branches {}

  /**
   * One pad {@code sink}, one pad {@code src}, and buffers changed in place (GstBaseTransform); its
   * behaviours are {@link TransformBehaviour}s.
   *
   * @param sink caps of the sink pad
   * @param src caps of the src pad
   * @param converts whether the pads may have different caps at a time; then behaviours are {@link
   *     ConverterBehaviour}s
   * @param outlets src pads besides, for what behaviours make of the stream
   */
  public record Transform(String sink, String src, boolean converts, List<Outlet> outlets)
      implements Shape {
    public Transform {
      Objects.requireNonNull(sink, "sink");
      Objects.requireNonNull(src, "src");
      outlets = List.copyOf(outlets);
    }

    public Transform(String caps, List<Outlet> outlets) {
      this(caps, caps, false, outlets);
    }

    public Transform(String caps) {
      this(caps, List.of());
    }

    /** Pads whose caps may differ. */
    public static Transform converting(String sink, String src, List<Outlet> outlets) {
      return new Transform(sink, src, true, outlets);
    }
  }

  /**
   * One or more sink pads, each with a queue, a task and a src pad of its own; its behaviours are
   * {@link BranchBehaviour}s, which know a branch by its place in this list.
   *
   * @param branches at least one
   * @param inlets sink pads besides, whose buffers end in the behaviour; with any, behaviours are
   *     {@link InletBehaviour}s
   */
  public record Branches(List<Branch> branches, List<Inlet> inlets) implements Shape {
    public Branches {
      branches = List.copyOf(branches);
      inlets = List.copyOf(inlets);
      if (branches.isEmpty()) {
        throw new IllegalArgumentException("an element needs a branch at least");
      }
    }

    public Branches(List<Branch> branches) {
      this(branches, List.of());
    }
  }

  /**
   * A sink pad, a queue and a src pad with the queue's task.
   *
   * @param sink name of the sink pad
   * @param src name of the src pad
   * @param caps of both pads
   * @param buffers that the queue holds at least before it makes upstream wait
   * @param span running time that the queue holds at least before it makes upstream wait, ns
   */
  public record Branch(String sink, String src, String caps, int buffers, long span) {}

  /**
   * A src pad with a queue and a task of its own, for what a behaviour makes of the stream: {@link
   * OutletStream}.
   *
   * @param name of the pad
   * @param caps of the pad
   * @param buffers that the queue holds before it makes the stream wait
   */
  public record Outlet(String name, String caps, int buffers) {}

  /**
   * A sink pad whose buffers end in the behaviour.
   *
   * @param name of the pad
   * @param caps of the pad
   */
  public record Inlet(String name, String caps) {}
}
