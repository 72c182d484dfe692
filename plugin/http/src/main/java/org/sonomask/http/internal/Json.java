// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** JSON in requests and responses. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_BYTES = 10 * 1024;

  private Json() {}

  static void write(HttpServletResponse response, Object value) throws IOException {
    response.setContentType("application/json; charset=utf-8");
    response.getOutputStream().write(MAPPER.writeValueAsBytes(value));
  }

  /** Says why a request is refused. */
  static void refuse(HttpServletResponse response, int status, String why) throws IOException {
    response.setStatus(status);
    write(response, new Views.Problem(why));
  }

  static String text(Object value) throws IOException {
    return MAPPER.writeValueAsString(value);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads the object in a request's body, of 10 KB at most; an empty body is an empty object.
   *
   * @throws IllegalArgumentException if it is larger or no object
   */
  static ObjectNode read(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException("the body has more than " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode node = body.length == 0 ? object() : MAPPER.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("the body is no JSON object");
  }
}
