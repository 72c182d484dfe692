// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure.
 *
 * @param model file; empty only for the engine {@code simulated}
 * @param engine {@code onnx} for ONNX Runtime on the processor, {@code simulated} for a stand-in
 *     that takes time and no processor, or the name of a class that implements {@link
 *     org.sonomask.api.SegmenterLoader}
 * @param devices how often the model is loaded; segmenters of one model share its streams
 * @param streams at a time
 * @param rate windows a second of each stream
 * @param overload times that load in a second measurement; 1 leaves it out
 * @param seconds to measure, each time
 * @param batch windows of one inference at most
 * @param waitMillis that a window waits to fill a batch
 * @param smoothing strength of the mask filters, 0 to 1
 * @param report JSON file to write
 */
record Options(
    Path model,
    String engine,
    int devices,
    int streams,
    double rate,
    double overload,
    double seconds,
    int batch,
    int waitMillis,
    double smoothing,
    Path report) {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("model", ""),
          Map.entry("engine", "onnx"),
          Map.entry("devices", "1"),
          Map.entry("streams", "100"),
          Map.entry("rate", "5"),
          Map.entry("overload", "4"),
          Map.entry("seconds", "20"),
          Map.entry("batch", "16"),
          Map.entry("wait-ms", "40"),
          Map.entry("smoothing", "0.5"),
          Map.entry("report", ""));

  static final String USAGE =
      "give --report FILE and as many as you like of --model FILE, --engine"
          + " onnx|simulated|CLASS, --devices N, --streams N, --rate PER_SECOND, --overload TIMES,"
          + " --seconds N, --batch N, --wait-ms N, --smoothing 0..1";

  /**
   * Reads the options of a command line.
   *
   * @throws IllegalArgumentException if they cannot be read; the message says how to write them
   */
  static Options parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    Set<String> names = DEFAULTS.keySet();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i).replaceFirst("^--", "");
      if (!names.contains(name) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(arguments.get(i) + " is not understood; " + USAGE);
      }
      values.put(name, arguments.get(i + 1));
    }
    if (values.get("report").isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    return new Options(
        Path.of(values.get("model")),
        values.get("engine"),
        Integer.parseInt(values.get("devices")),
        Integer.parseInt(values.get("streams")),
        Double.parseDouble(values.get("rate")),
        Double.parseDouble(values.get("overload")),
        Double.parseDouble(values.get("seconds")),
        Integer.parseInt(values.get("batch")),
        Integer.parseInt(values.get("wait-ms")),
        Double.parseDouble(values.get("smoothing")),
        Path.of(values.get("report")));
  }
}
