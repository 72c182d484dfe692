// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sonomask.gst.element.PropertySpec.Choice;

/** The formats of metadata pads, in the order in which they are offered. */
public enum Formats {
  JSONL(
      "application/x-json, format=(string)sonomask",
      "JSON lines with COCO run lengths: exact, for files and brokers"),
  KLV("meta/x-klv, parsed=(boolean)true", "MISB ST 0903 in KLV: for transport streams"),
  WEBVTT(
      "application/x-subtitle-vtt, parsed=(boolean)true",
      "WebVTT cues that hold the JSON: exact, for browsers"),
  ONVIF(
      "application/x-onvif-metadata, parsed=(boolean)true",
      "ONVIF metadata documents with polygons: for surveillance");

  public static final String AUTO = "auto";

  private final String caps;
  private final String description;

  Formats(String caps, String description) {
    this.caps = caps;
    this.description = description;
  }

  /** The value of {@link org.sonomask.api.MaskCodec#FORMAT}. */
  public String nick() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of caps, by their media type. */
  public static Optional<Formats> of(String caps) {
    String type = caps.split(",")[0].strip();
    return Arrays.stream(values())
        .filter(format -> format.caps.split(",")[0].equals(type))
        .findFirst();
  }

  /** The caps of all formats. */
  public static String allCaps() {
    return Arrays.stream(values()).map(format -> format.caps).collect(Collectors.joining("; "));
  }

  /** The choices of a property: what downstream takes, or one format. */
  public static Choice[] choices() {
    return Stream.concat(
            Stream.of(new Choice(AUTO, "The first of the others that downstream takes")),
            Arrays.stream(values()).map(format -> new Choice(format.nick(), format.description)))
        .toArray(Choice[]::new);
  }
}
