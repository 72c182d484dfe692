// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonomask.configuration.Definition;
import org.sonomask.gst.element.ElementType;

/** The OpenAPI 3.0 document, made of the routes and of all definitions of what they set. */
final class OpenApi {
  private static final String JSON = "application/json";
  private static final String PROPERTIES = "Properties-";
  private static final String CONFIGURATION = "Configuration-";
  private static final String OF_ELEMENT = "sonomask.element.";

  private OpenApi() {}

  static ObjectNode of(
      List<Route> routes, Collection<ElementType> types, List<Definition> definitions) {
    ObjectNode document = Json.object().put("openapi", "3.0.3");
    document
        .putObject("info")
        .put("title", "Sonomask")
        .put("version", "1")
        .put(
            "description",
            "Requests that change something carry the header " + SonomaskContext.CHANGE_HEADER);
    document.putArray("servers").addObject().put("url", ApiServlet.PATH);
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      operation(paths.withObjectProperty(route.path()), route);
    }
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    definitions.forEach(it -> schemas.set(CONFIGURATION + it.pid(), Schemas.of(it)));
    for (ElementType type : types) {
      ObjectNode schema = Schemas.of(type);
      schemas.set(PROPERTIES + type.factory(), schema);
      if (schemas.get(CONFIGURATION + OF_ELEMENT + type.factory()) instanceof ObjectNode same) {
        // The element's own definition knows limits, which Metatype does not tell.
        same.withObjectProperty("properties")
            .setAll((ObjectNode) schema.get("properties").deepCopy());
      }
    }
    return document;
  }

  private static void operation(ObjectNode path, Route route) {
    ObjectNode operation =
        path.putObject(route.method().toLowerCase(Locale.ROOT)).put("summary", route.summary());
    ArrayNode parameters = operation.putArray("parameters");
    if (route.path().contains("{id}")) {
      parameters
          .addObject()
          .put("name", "id")
          .put("in", "path")
          .put("required", true)
          .set("schema", Schemas.of(String.class, true));
    }
    if (route.takes() != null) {
      ObjectNode schema =
          route.takes() == Map.class
              ? Json.object()
                  .put("type", "object")
                  .put(
                      "description",
                      "Values by name; see the schemas "
                          + PROPERTIES
                          + "* of elements and "
                          + CONFIGURATION
                          + "* of configurations")
              : Schemas.of(route.takes(), false);
      content(operation.putObject("requestBody"), schema);
    }
    ObjectNode responses = operation.putObject("responses");
    content(responses.putObject("200").put("description", "Done"), Schemas.of(route.gives(), true));
    content(
        responses.putObject("default").put("description", "Why it was not done"),
        Schemas.of(Views.Problem.class, true));
  }

  private static void content(ObjectNode owner, ObjectNode schema) {
    owner.putObject("content").putObject(JSON).set("schema", schema);
  }
}
