// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void theSchemaHasTheMembersOfTheRecordsAndRequiresThemAll() throws IOException {
    JsonNode schema;
    try (InputStream in = MaskRecord.class.getResourceAsStream("sonomask-mask-1.schema.json")) {
      schema = new ObjectMapper().readTree(in);
    }
    compare(MaskRecord.class, schema);
    compare(MaskRecord.RegionRecord.class, schema.at("/properties/regions/items"));
    JsonNode classes = schema.at("/properties/classes/items");
    compare(MaskRecord.ClassRecord.class, classes);
    compare(MaskRecord.RleRecord.class, classes.at("/properties/rle"));
    assertEquals(MaskRecord.SCHEMA, schema.at("/properties/schema/const").asText());
    assertEquals(MaskRecord.VERSION, schema.at("/properties/version/const").asInt());
  }

  private static void compare(Class<?> type, JsonNode object) {
    List<String> members =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    List<String> properties = new ArrayList<>();
    object.get("properties").fieldNames().forEachRemaining(properties::add);
    List<String> required = new ArrayList<>();
    object.get("required").forEach(name -> required.add(name.asText()));
    assertEquals(members, properties);
    assertEquals(members, required);
  }
}
