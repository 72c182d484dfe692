// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;

/** JSON lines: one {@link MaskRecord} a line, UTF-8, each line complete when it is written. */
@Component(property = MaskCodec.FORMAT + "=" + JsonLines.FORMAT)
public final class JsonLines implements MaskCodec {

  /** Name of the format. */
  public static final String FORMAT = "jsonl";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writerFor(MaskRecord.class);
  private static final ObjectReader READER = MAPPER.readerFor(MaskRecord.class);

  @Override
  public Writer open(OutputStream out, int pictureWidth, int pictureHeight) {
    return new Writer() {
      @Override
      public void write(MaskFrame mask, long age) throws IOException {
        out.write(WRITER.writeValueAsBytes(MaskRecord.of(mask, age, pictureWidth, pictureHeight)));
        out.write('\n');
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  /**
   * Reads one line. Members it does not know are ignored.
   *
   * @throws IOException if the line is no mask of this schema; the message says what is wrong
   */
  public static MaskRecord read(String line) throws IOException {
    MaskRecord mask;
    try {
      mask = READER.readValue(line);
    } catch (JsonProcessingException notJson) {
      throw new IOException("not a mask in JSON: " + notJson.getOriginalMessage(), notJson);
    }
    if (mask == null || !MaskRecord.SCHEMA.equals(mask.schema())) {
      throw new IOException("not a line of schema " + MaskRecord.SCHEMA);
    }
    if (mask.version() != MaskRecord.VERSION) {
      throw new IOException(
          "version " + mask.version() + " of the schema; this reads " + MaskRecord.VERSION);
    }
    return mask;
  }
}
