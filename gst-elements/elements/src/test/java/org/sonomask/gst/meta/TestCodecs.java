// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.util.Map;
import java.util.function.BiConsumer;
import org.sonomask.api.MaskCodec;
import org.sonomask.metadata.internal.json.JsonLines;
import org.sonomask.metadata.internal.klv.KlvCodec;
import org.sonomask.metadata.internal.onvif.Onvif;
import org.sonomask.metadata.internal.webvtt.WebVtt;

/** The codecs as an OSGi framework would bring them. */
public final class TestCodecs {
  public static final MaskCodec JSON_LINES = new JsonLines();

  private static final Map<String, MaskCodec> BY_FORMAT =
      Map.of(
          "jsonl", JSON_LINES,
          "klv", new KlvCodec(),
          "webvtt", new WebVtt(),
          "onvif", new Onvif());

  private static final Map<String, String> CAPS =
      Map.of(
          "jsonl", "application/x-json, format=(string)sonomask",
          "klv", "meta/x-klv, parsed=(boolean)true",
          "webvtt", "application/x-subtitle-vtt, parsed=(boolean)true",
          "onvif", "application/x-onvif-metadata, parsed=(boolean)true");

  private TestCodecs() {}

  /** Brings each codec with its service properties. */
  public static void each(BiConsumer<MaskCodec, Map<String, Object>> taker) {
    BY_FORMAT.forEach(
        (format, codec) ->
            taker.accept(
                codec, Map.of(MaskCodec.FORMAT, format, MaskCodec.CAPS, CAPS.get(format))));
  }

  /** The codec of a format. */
  static MaskCodec of(String format) {
    return BY_FORMAT.get(format);
  }
}
