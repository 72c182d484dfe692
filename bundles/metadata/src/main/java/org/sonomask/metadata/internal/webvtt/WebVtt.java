// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.webvtt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.metadata.internal.json.JsonLine;
import org.sonomask.metadata.internal.record.RecordReader;
import org.sonomask.metadata.internal.record.RecordWriter;

/**
 * WebVTT of kind metadata: a cue a mask, whose payload is the mask's JSON line. Lossless as that.
 */
@Component(
    property = {
      MaskCodec.FORMAT + "=webvtt",
      MaskCodec.CAPS + "=application/x-subtitle-vtt, parsed=(boolean)true"
    })
public final class WebVtt implements MaskCodec {
  private static final String HEADER = "WEBVTT\n\n";
  private static final long MILLISECOND = 1_000_000;

  @Override
  public Writer open(OutputStream out, Output output) throws IOException {
    RecordWriter.Encoder lines = JsonLine.encoder(output);
    out.write(utf8(HEADER));
    return new RecordWriter(out, (mask, age) -> cue(mask, lines.encode(mask, age)), "\n\n");
  }

  private static byte[] cue(MaskFrame mask, byte[] line) {
    String payload = new String(line, StandardCharsets.UTF_8);
    return utf8(timing(mask) + "\n" + escaped(payload));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An arrow may not be in a payload; in JSON only texts can have one. */
  private static String escaped(String json) {
    return json.replace("-->", "--\\u003e");
  }

  /** From the frame's start to its end, and at least a millisecond. */
  private static String timing(MaskFrame mask) {
    long from = Math.max(0, mask.runningTime()) / MILLISECOND;
    long duration = Math.max(0, mask.duration());
    long to = from + Math.max(1, (duration + MILLISECOND - 1) / MILLISECOND);
    return time(from) + " --> " + time(to);
  }

  private static String time(long milliseconds) {
    long seconds = milliseconds / 1000;
    return "%02d:%02d:%02d.%03d"
        .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
  }

  @Override
  public Reader read(Input input) {
    return new RecordReader(
        input.maxPixels(),
        new BlockFraming(),
        (bytes, size) -> Block.decode(bytes, size, input.maxPixels()));
  }
}
