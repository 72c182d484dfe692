// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;

/** JSON schemas of records, and of the properties of elements, from their own definitions. */
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
      ArrayNode values = schema.putArray("enum");
      for (Object value : plain.getEnumConstants()) {
        values.add(value.toString());
      }
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
          case STRUCTURE -> named("object");
        };
    schema.put("title", property.nick()).put("description", property.blurb());
    schema.set("default", Json.tree(property.plain(property.initial())));
    if (property.min() != null) {
      schema.set("minimum", Json.tree(property.plain(property.min())));
      schema.set("maximum", Json.tree(property.plain(property.max())));
    }
    if (!property.choices().isEmpty()) {
      ArrayNode values = schema.putArray("enum");
      property.choices().forEach(choice -> values.add(choice.nick()));
    }
    return schema;
  }
}
