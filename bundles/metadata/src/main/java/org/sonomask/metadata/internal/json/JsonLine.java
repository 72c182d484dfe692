// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.stream.Collectors;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.record.Aged;
import org.sonomask.metadata.internal.record.RecordWriter;

/** One mask as one JSON object, UTF-8, without line feeds. */
public final class JsonLine {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_NUMBER_CHARS = 64;
  private static final int MAX_NAME_CHARS = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .maxNameLength(MAX_NAME_CHARS)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writerFor(MaskLine.class);
  private static final ObjectReader READER = MAPPER.readerFor(MaskLine.class);

  private JsonLine() {}

  /** Starts writing objects. */
  public static RecordWriter.Encoder encoder(MaskCodec.Output output) {
    LineEncoder lines = new LineEncoder(output);
    return (mask, age) -> WRITER.writeValueAsBytes(lines.encode(mask, age));
  }

  /**
   * Reads one object; members it does not know are left out.
   *
   * @throws MaskFormatException if the bytes are no line of the schema
   * @throws IllegalArgumentException if a value in it makes no sense
   */
  public static Aged decode(byte[] bytes, int offset, int size, int maxPixels)
      throws MaskFormatException {
    MaskLine line = parse(bytes, offset, size);
    return new Aged(new LineDecoder(maxPixels).decode(line), line.mask().age());
  }

  private static MaskLine parse(byte[] bytes, int offset, int size) throws MaskFormatException {
    MaskLine line;
    try {
      line = READER.readValue(bytes, offset, size);
    } catch (JsonMappingException e) {
      throw new MaskFormatException("not a mask in JSON: member " + path(e) + ": " + message(e), e);
    } catch (JsonProcessingException e) {
      throw new MaskFormatException("not a mask in JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MaskFormatException("not a mask in JSON: " + e.getMessage(), e);
    }
    if (line == null) {
      throw new MaskFormatException("not a mask in JSON: null");
    }
    return line;
  }

  /** Without the parser's advice to those who set it up. */
  private static String message(JsonMappingException e) {
    String message = e.getOriginalMessage();
    return message.startsWith("Cannot map `null` into")
        ? "is missing or null"
        : message.replaceFirst(" \\((set|enable|disable) .*", "");
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
