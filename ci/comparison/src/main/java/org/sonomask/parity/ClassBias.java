// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.StreamSupport;

/** The constants that centre a case's class logits, from {@code class_bias.json}. */
final class ClassBias {
  private ClassBias() {}

  /**
   * The bias of a case. A variant, {@code NAME_SUFFIX}, has the bias of NAME unless it has one of
   * its own; MS3 has S4's network.
   */
  static double[] of(JsonNode biases, String name) throws IOException {
    for (String key = name; !key.isEmpty(); key = withoutSuffix(key)) {
      for (String candidate : new String[] {key, key.replaceFirst("^ms3", "s4")}) {
        if (biases.path(candidate).isArray()) {
          return StreamSupport.stream(biases.get(candidate).spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
        }
      }
    }
    throw new IOException("class_bias.json has nothing for the case " + name);
  }

  private static String withoutSuffix(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('_')));
  }
}
