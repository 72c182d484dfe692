// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks JSON against as much of JSON Schema as our OpenAPI document uses. */
final class JsonSchema {
  private JsonSchema() {}

  /** What is wrong with a value. */
  static List<String> faults(JsonNode schema, JsonNode value, String at) {
    List<String> faults = new ArrayList<>();
    String type = schema.path("type").asText();
    boolean right =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          default -> false;
        };
    if (!right) {
      faults.add(at + " is no " + type + ": " + value);
      return faults;
    }
    for (JsonNode item : type.equals("array") ? value : List.<JsonNode>of()) {
      faults.addAll(faults(schema.get("items"), item, at + "[]"));
    }
    if (type.equals("object") && schema.has("properties")) {
      properties(schema, value, at, faults);
    }
    return faults;
  }

  private static void properties(JsonNode schema, JsonNode value, String at, List<String> faults) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(at + " lacks " + name.asText());
              }
            });
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode known = schema.get("properties").get(entry.getKey());
      if (known == null) {
        faults.add(at + " has " + entry.getKey() + ", which is not documented");
      } else {
        faults.addAll(faults(known, entry.getValue(), at + "." + entry.getKey()));
      }
    }
  }
}
