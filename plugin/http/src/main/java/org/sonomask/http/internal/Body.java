// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a request's body against what its route takes. */
final class Body {
  private Body() {}

  /**
   * Looks at every field of a body. What must be there is for the route to say.
   *
   * @param takes a record, a map of plain values, or null for nothing
   * @throws IllegalArgumentException if there is a field too many or of another type; the message
   *     says what is right
   */
  static void check(Type takes, ObjectNode body) {
    if (takes == null && !body.isEmpty()) {
      throw new IllegalArgumentException("this takes no body");
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (takes == Map.class) {
        requirePlain(field.getKey(), field.getValue());
      } else {
        requireType(component((Class<?>) takes, field.getKey()), field.getValue());
      }
    }
  }

  private static void requirePlain(String name, JsonNode value) {
    if (value.isContainerNode()) {
      throw new IllegalArgumentException(
          name + " takes a text, a number, true or false, not " + value);
    }
  }

  private static RecordComponent component(Class<?> type, String name) {
    return Stream.of(type.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the body takes "
                        + Stream.of(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }

  private static void requireType(RecordComponent component, JsonNode value) {
    boolean text = component.getType() == String.class;
    if (text ? !value.isTextual() : !value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          component.getName() + " takes a " + (text ? "text" : "whole number") + ", not " + value);
    }
  }
}
