// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sonomask.api.Distribution;
import org.sonomask.api.MaskMonitor.ModelStatus;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.api.MaskStream;
import org.sonomask.pipelines.Pipeline;
import org.sonomask.watch.Watch;

/** Writes all figures in Prometheus' text format 0.0.4. {@code docs/metrics.md} explains them. */
final class Metrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<String, StringBuilder> families = new TreeMap<>();

  private Metrics() {}

  static String of(Watch watch) {
    Metrics metrics = new Metrics();
    metrics.gauge("sonomask_streams", "", watch.streams().size());
    for (StreamStatus stream : watch.streams()) {
      metrics.stream(stream, watch.figures(stream.settings().name()));
    }
    watch.models().forEach(metrics::model);
    metrics.elements(watch);
    metrics.pipelines(watch);
    StringBuilder text = new StringBuilder();
    metrics.families.values().forEach(text::append);
    return text.toString();
  }

  private void stream(StreamStatus stream, Map<String, Object> figures) {
    String label = label("stream", stream.settings().name());
    MaskStream.Statistics counted = stream.statistics();
    counter("sonomask_stream_frames_total", label, counted.frames());
    counter("sonomask_stream_masks_total", label, counted.masks());
    counter("sonomask_stream_silent_total", label, counted.silent());
    counter("sonomask_stream_dropped_total", label, counted.dropped());
    counter("sonomask_stream_failed_total", label, counted.failed());
    gauge("sonomask_stream_audio_coverage_ratio", label, counted.coverage());
    gauge("sonomask_stream_audio_level_dbfs", label, stream.level());
    gauge("sonomask_stream_mask_area_ratio", label, stream.area());
    histogram("sonomask_stream_mask_latency_seconds", label, stream.latency());
    if (figures.get("mask-age") instanceof Long age) {
      gauge("sonomask_stream_mask_age_seconds", label, age / NANOS_PER_SECOND);
    }
  }

  private void model(ModelStatus model) {
    String label = label("model", model.info().model());
    gauge(
        "sonomask_model_info",
        label
            + ","
            + label("version", model.info().version())
            + ","
            + label("licence", model.info().licence()),
        1);
    gauge("sonomask_model_streams", label, model.streams());
    counter("sonomask_model_batches_total", label, model.batches());
    counter("sonomask_model_windows_total", label, model.windows());
    gauge("sonomask_model_batch_fill_ratio", label, model.fill());
    histogram("sonomask_model_inference_seconds", label, model.inference());
  }

  private void elements(Watch watch) {
    Map<String, Long> factories = new TreeMap<>();
    watch
        .elements()
        .values()
        .forEach(element -> factories.merge(element.type().factory(), 1L, Long::sum));
    factories.forEach(
        (factory, count) -> gauge("sonomask_elements", label("factory", factory), count));
  }

  private void pipelines(Watch watch) {
    for (Pipeline.State state : Pipeline.State.values()) {
      long count = watch.pipelines().stream().filter(it -> it.status().state() == state).count();
      gauge("sonomask_pipelines", label("state", state.name().toLowerCase(Locale.ROOT)), count);
    }
  }

  private void gauge(String name, String labels, double value) {
    line(family(name, "gauge"), name, labels, value);
  }

  private void counter(String name, String labels, double value) {
    line(family(name, "counter"), name, labels, value);
  }

  private void histogram(String name, String labels, Distribution distribution) {
    StringBuilder text = family(name, "histogram");
    long cumulative = 0;
    for (int i = 0; i < distribution.counts().size(); i++) {
      cumulative += distribution.counts().get(i);
      String bound =
          i < distribution.bounds().size() ? number(distribution.bounds().get(i)) : "+Inf";
      line(text, name + "_bucket", labels + "," + label("le", bound), cumulative);
    }
    line(text, name + "_sum", labels, distribution.sum());
    line(text, name + "_count", labels, cumulative);
  }

  private StringBuilder family(String name, String type) {
    return families.computeIfAbsent(
        name, fresh -> new StringBuilder("# TYPE " + name + " " + type + "\n"));
  }

  private static void line(StringBuilder text, String name, String labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(number(value)).append('\n');
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String label(String name, String value) {
    return name
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }
}
