// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sonomask.api.MaskCodec;

/** Where elements find codecs, which come and go. Thread-safe. */
public final class MaskCodecs {
  private static final String RANKING = "service.ranking";

  /**
   * A codec and what its service properties say.
   *
   * @param caps of a stream of its records
   */
  public record Entry(MaskCodec codec, String format, String caps, int ranking) {

    static Entry of(MaskCodec codec, Map<String, Object> properties) {
      return new Entry(
          codec,
          String.valueOf(properties.get(MaskCodec.FORMAT)),
          String.valueOf(properties.get(MaskCodec.CAPS)),
          properties.get(RANKING) instanceof Integer ranking ? ranking : 0);
    }
  }

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** A codec is there. */
  public void add(MaskCodec codec, Map<String, Object> properties) {
    entries.add(Entry.of(codec, properties));
  }

  /** A codec goes. */
  public void remove(MaskCodec codec) {
    entries.removeIf(entry -> entry.codec() == codec);
  }

  /** The codec of a format with the highest ranking. */
  public Optional<Entry> of(String format) {
    return entries.stream()
        .filter(entry -> entry.format().equals(format))
        .max(Comparator.comparingInt(Entry::ranking));
  }
}
