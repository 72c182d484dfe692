// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.sonomask.configuration.Attribute;
import org.sonomask.configuration.Definition;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;

/**
 * JSON schemas of records, of the properties of elements, and of configurations: from their own
 * definitions.
 */
final class Schemas {
  private Schemas() {}

  /**
   * The schema of a record, list, map or plain type.
   *
   * @param required whether all components of records are there
   */
  static ObjectNode of(Type type, boolean required) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? array(of(generic.getActualTypeArguments()[0], required))
          : named("object");
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return object(plain, required);
    }
    if (plain.isEnum()) {
      ObjectNode schema = named("string");
      choices(schema, Stream.of(plain.getEnumConstants()).map(Object::toString).toList());
      return schema;
    }
    return named(
        plain == String.class
            ? "string"
            : plain == boolean.class
                ? "boolean"
                : plain == double.class ? "number" : plain == Object.class ? "object" : "integer");
  }

  static ObjectNode array(ObjectNode items) {
    ObjectNode schema = named("array");
    schema.set("items", items);
    return schema;
  }

  private static ObjectNode object(Class<?> type, boolean required) {
    ObjectNode schema = named("object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode names = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), of(component.getGenericType(), required));
      if (required) {
        names.add(component.getName());
      }
    }
    if (names.isEmpty()) {
      schema.remove("required");
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode named(String type) {
    return Json.object().put("type", type);
  }

  /** The properties of an element that can be set, each with its limits, default and meaning. */
  static ObjectNode of(ElementType type) {
    ObjectNode schema = named("object").put("description", type.description());
    ObjectNode properties = schema.putObject("properties");
    for (PropertySpec property : type.properties()) {
      if (property.access() != PropertySpec.Access.READ_ONLY) {
        properties.set(property.name(), of(property));
      }
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode of(PropertySpec property) {
    ObjectNode schema =
        switch (property.kind()) {
          case BOOLEAN -> named("boolean");
          case UINT, UINT64 -> named("integer");
          case DOUBLE -> named("number");
          case STRING, ENUM -> named("string");
          case FILE -> named("string").put("format", "path");
          case STRUCTURE -> named("object");
        };
    schema.put("title", property.nick()).put("description", property.blurb());
    schema.set("default", Json.tree(property.plain(property.initial())));
    if (property.min() != null) {
      schema.set("minimum", Json.tree(property.plain(property.min())));
      schema.set("maximum", Json.tree(property.plain(property.max())));
    }
    choices(schema, property.choices().stream().map(PropertySpec.Choice::nick).toList());
    return schema;
  }

  /** What a configuration may hold, each with its limits, default and meaning. */
  static ObjectNode of(Definition definition) {
    ObjectNode schema = named("object").put("description", definition.description());
    ObjectNode properties = schema.putObject("properties");
    for (Attribute attribute : definition.attributes()) {
      properties.set(attribute.name(), of(attribute));
    }
    List<Attribute> required =
        definition.attributes().stream().filter(Attribute::required).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(attribute -> names.add(attribute.name()));
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode of(Attribute attribute) {
    ObjectNode schema =
        switch (attribute.kind()) {
          case BOOLEAN -> named("boolean");
          case INTEGER -> named("integer");
          case NUMBER -> named("number");
          case TEXT -> named("string");
          case SECRET -> named("string").put("format", "password").put("writeOnly", true);
        };
    schema.put("title", attribute.title()).put("description", attribute.description());
    if (attribute.initial() != null) {
      schema.set("default", Json.tree(attribute.initial()));
    }
    limit(schema, "minimum", attribute.limits().least());
    limit(schema, "maximum", attribute.limits().most());
    choices(schema, attribute.choices());
    return schema;
  }

  private static void limit(ObjectNode schema, String name, String limit) {
    if (!limit.isEmpty()) {
      schema.put(name, new BigDecimal(limit));
    }
  }

  private static void choices(ObjectNode schema, List<String> choices) {
    if (!choices.isEmpty()) {
      ArrayNode values = schema.putArray("enum");
      choices.forEach(values::add);
    }
  }
}
