// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.ElementType.Branch;
import org.sonomask.gst.element.ElementType.Branches;
import org.sonomask.gst.element.ElementType.Inlet;
import org.sonomask.gst.element.ElementType.Outlet;
import org.sonomask.gst.element.ElementType.Transform;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.element.PropertySpec.Kind;

/**
 * Element types in the syntax of GLib's GKeyFile: a group {@code elements} with the names, then a
 * group for each element, {@code ELEMENT pad PAD} and {@code ELEMENT property PROPERTY}. The one
 * who reads it is {@code gstsonomask.c}.
 */
final class Description {
  private final StringBuilder text = new StringBuilder();

  private Description() {}

  static String of(List<ElementType> types) {
    Description description = new Description();
    description.group("elements");
    description.list("names", types.stream().map(ElementType::factory).toList());
    types.forEach(description::element);
    return description.text.toString();
  }

  private record Pad(String name, boolean sink, String caps) {}

  private static List<Pad> pads(ElementType type) {
    List<Pad> pads = new ArrayList<>();
    if (type.shape() instanceof Transform transform) {
      pads.add(new Pad("sink", true, transform.sink()));
      pads.add(new Pad("src", false, transform.src()));
      for (Outlet outlet : transform.outlets()) {
        pads.add(new Pad(outlet.name(), false, outlet.caps()));
      }
    } else if (type.shape() instanceof Branches branches) {
      for (Branch branch : branches.branches()) {
        pads.add(new Pad(branch.sink(), true, branch.caps()));
        pads.add(new Pad(branch.src(), false, branch.caps()));
      }
      for (Inlet inlet : branches.inlets()) {
        pads.add(new Pad(inlet.name(), true, inlet.caps()));
      }
    }
    return pads;
  }

  private void element(ElementType type) {
    group(type.factory());
    value("type", type.typeName());
    value("base", type.shape() instanceof Transform ? "GstBaseTransform" : "GstElement");
    value("long-name", type.longName());
    value("classification", type.classification());
    value("description", type.description());
    value("author", type.author());
    list("pads", pads(type).stream().map(Pad::name).toList());
    list("properties", type.properties().stream().map(PropertySpec::name).toList());
    for (Pad pad : pads(type)) {
      group(type.factory() + " pad " + pad.name());
      value("direction", pad.sink() ? "sink" : "src");
      value("caps", pad.caps());
    }
    for (PropertySpec property : type.properties()) {
      group(type.factory() + " property " + property.name());
      property(type, property);
    }
  }

  private void property(ElementType type, PropertySpec property) {
    value("kind", property.kind().name());
    value("nick", property.nick());
    value("blurb", property.blurb());
    value("access", property.access().name());
    if (property.initial() != null) {
      value("initial", property.plain(property.initial()).toString());
    }
    if (property.min() != null) {
      value("min", property.plain(property.min()).toString());
      value("max", property.plain(property.max()).toString());
    }
    if (property.kind() == Kind.ENUM) {
      value("type", property.enumeration(type.typeName()));
      list("choices", property.choices().stream().map(Choice::nick).toList());
      list("meanings", property.choices().stream().map(Choice::description).toList());
    }
  }

  private void group(String name) {
    text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
  }

  private void value(String key, String value) {
    text.append(key).append('=').append(escaped(value)).append('\n');
  }

  private void list(String key, List<String> values) {
    text.append(key).append('=');
    text.append(
        values.stream()
            .map(value -> escaped(value).replace(";", "\\;"))
            .collect(Collectors.joining(";")));
    text.append('\n');
  }

  private static String escaped(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    return escaped.startsWith(" ") ? "\\s" + escaped.substring(1) : escaped;
  }
}
