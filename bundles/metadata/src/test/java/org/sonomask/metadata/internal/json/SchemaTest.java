// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sonomask.metadata.Masks;
import org.sonomask.metadata.RandomMasks;

/** Checks lines against the schema, by the keywords that the schema uses and no others. */
class SchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static JsonNode schema;

  @BeforeAll
  static void readSchema() throws IOException {
    try (InputStream in = MaskLine.class.getResourceAsStream("/sonomask-mask-1.schema.json")) {
      schema = MAPPER.readTree(in);
    }
  }

  @Test
  void theSchemaIsTheReadersVersion() {
    assertEquals(MaskLine.SCHEMA, schema.at("/properties/schema/const").asText());
    assertEquals(MaskLine.VERSION, schema.at("/properties/version/const").asInt());
  }

  @Test
  void everyLineFitsTheSchema() {
    RandomMasks.forEach(
        RandomMasks.COUNT / 4,
        random -> {
          boolean exact = random.random().nextBoolean();
          byte[] line =
              Masks.write(new JsonLines(), exact ? Masks.EXACT : Masks.SCORES, random.frame());
          check(schema, parse(line), "");
        });
  }

  private static JsonNode parse(byte[] line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(JsonNode rules, JsonNode value, String path) {
    for (Iterator<String> keywords = rules.fieldNames(); keywords.hasNext(); ) {
      String keyword = keywords.next();
      JsonNode rule = rules.get(keyword);
      String where = path + " by " + keyword + " " + rule;
      switch (keyword) {
        case "$ref" -> check(schema.at(rule.asText().substring(1)), value, path);
        case "type" -> assertTrue(hasType(rule, value), where);
        case "const" -> assertEquals(rule, value, where);
        case "enum" -> assertTrue(contains(rule, value), where);
        case "minimum" -> assertTrue(value.asDouble() >= rule.asDouble(), where);
        case "maximum" -> assertTrue(value.asDouble() <= rule.asDouble(), where);
        case "minItems" -> assertTrue(value.size() >= rule.asInt(), where);
        case "maxItems" -> assertTrue(value.size() <= rule.asInt(), where);
        case "pattern" -> assertTrue(!value.isTextual() || matches(rule, value), where);
        case "required" -> rule.forEach(key -> assertTrue(value.has(key.asText()), where));
        case "properties" -> checkMembers(rule, value, path);
        case "items" -> value.forEach(item -> check(rule, item, path + "/*"));
        case "$schema", "title", "description", "$defs", "contentEncoding" -> {}
        default -> throw new AssertionError("the test does not know " + where);
      }
    }
  }

  private static void checkMembers(JsonNode rules, JsonNode value, String path) {
    value
        .fieldNames()
        .forEachRemaining(
            key -> {
              assertTrue(rules.has(key), path + "/" + key + " is not in the schema");
              check(rules.get(key), value.get(key), path + "/" + key);
            });
  }

  private static boolean matches(JsonNode rule, JsonNode value) {
    return Pattern.compile(rule.asText()).matcher(value.asText()).find();
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    String type =
        switch (value.getNodeType()) {
          case OBJECT -> "object";
          case ARRAY -> "array";
          case STRING -> "string";
          case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
          default -> "other";
        };
    return contains(types.isArray() ? types : MAPPER.createArrayNode().add(types), string(type))
        || type.equals("integer") && types.asText().equals("number");
  }

  private static JsonNode string(String text) {
    return MAPPER.getNodeFactory().textNode(text);
  }
}
