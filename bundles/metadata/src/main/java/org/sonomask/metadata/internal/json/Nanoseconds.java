// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/**
 * Writes a time as a number, or as a string where readers that keep numbers as doubles would round
 * it: beyond 2^53 ns, 104 days.
 */
final class Nanoseconds extends JsonSerializer<Long> {
  private static final long MAX_EXACT = 1L << 53;

  @Override
  public void serialize(Long value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    if (value > MAX_EXACT || value < -MAX_EXACT) {
      json.writeString(value.toString());
    } else {
      json.writeNumber(value);
    }
  }
}
