// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;

/**
 * Measures how many streams share one model: how old masks get, how full batches are, whether every
 * stream has its share, and what it costs; at a load, and at a few times that. The runtime is the
 * real one, pictures and sound are made up.
 */
public final class StreamBench {
  private StreamBench() {}

  /** Runs. */
  public static void main(String[] arguments)
      throws IOException, SegmenterException, InterruptedException {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    ObjectNode report = run(options);
    report.put("command", "ci/bench-streams " + String.join(" ", arguments));
    Files.writeString(options.report(), report.toPrettyString() + "\n");
    System.out.println(report.toPrettyString());
    // Engines may leave threads behind.
    System.exit(0);
  }

  /** Measures both loads. */
  static ObjectNode run(Options options) throws SegmenterException, InterruptedException {
    List<Segmenter> segmenters = new ArrayList<>();
    try {
      for (int i = 0; i < options.devices(); i++) {
        segmenters.add(Segmenters.open(options));
      }
      Measurement measurement = new Measurement(options, segmenters);
      ObjectNode report = about(options, segmenters.get(0));
      report.set("load", measurement.play(options.rate()).json());
      if (options.overload() > 1) {
        report.set("overload", measurement.play(options.rate() * options.overload()).json());
      }
      return report;
    } finally {
      segmenters.forEach(Segmenter::close);
    }
  }

  private static ObjectNode about(Options options, Segmenter segmenter) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("date", LocalDate.now().toString())
        .put("model", segmenter.info().model())
        .put("version", segmenter.info().version())
        .put("engine", options.engine())
        .put("devices", options.devices())
        .put("java", Runtime.version().toString())
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("batch", options.batch())
        .put("wait_ms", options.waitMillis())
        .put("smoothing", options.smoothing());
  }
}
