// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.json;

import java.io.OutputStream;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.metadata.internal.record.Aged;
import org.sonomask.metadata.internal.record.Framing;
import org.sonomask.metadata.internal.record.RecordReader;
import org.sonomask.metadata.internal.record.RecordWriter;

/** JSON lines: one mask a line. Lossless; confidences are optional. */
@Component(
    property = {
      MaskCodec.FORMAT + "=jsonl",
      MaskCodec.CAPS + "=application/x-json, format=(string)sonomask"
    })
public final class JsonLines implements MaskCodec {

  @Override
  public Writer open(OutputStream out, Output output) {
    return new RecordWriter(out, JsonLine.encoder(output), "\n");
  }

  @Override
  public Reader read(Input input) {
    return new RecordReader(
        input.maxPixels(),
        Framing.lines(),
        (bytes, size) -> decode(bytes, size, input.maxPixels()));
  }

  private static Optional<Aged> decode(byte[] bytes, int size, int maxPixels)
      throws MaskFormatException {
    for (int i = 0; i < size; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return Optional.of(JsonLine.decode(bytes, 0, size, maxPixels));
      }
    }
    return Optional.empty();
  }
}
