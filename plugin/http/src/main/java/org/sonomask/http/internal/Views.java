// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonomask.api.MaskMonitor.ModelStatus;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.watch.Watch;

/** What REST shows: each record is both the JSON and, by {@link Schemas}, its schema. */
final class Views {
  private static final double NANOS_PER_SECOND = 1e9;

  private Views() {}

  /**
   * A stream.
   *
   * @param element id of its element, empty if it has none
   * @param level dBFS
   * @param area 0 to 1
   * @param age seconds, of the mask on the last picture
   * @param latency seconds from picture to mask, mean
   */
  record StreamView(
      String name,
      String element,
      String model,
      boolean live,
      long frames,
      long masks,
      long silent,
      long dropped,
      long failed,
      double level,
      double area,
      double age,
      double latency,
      double coverage) {

    static StreamView of(StreamStatus status, Watch watch) {
      String name = status.settings().name();
      boolean aged = watch.figures(name).get("mask-age") instanceof Long;
      double age = aged ? (Long) watch.figures(name).get("mask-age") / NANOS_PER_SECOND : 0;
      return new StreamView(
          name,
          watch.elementOf(name),
          status.model(),
          status.settings().live(),
          status.statistics().frames(),
          status.statistics().masks(),
          status.statistics().silent(),
          status.statistics().dropped(),
          status.statistics().failed(),
          status.level(),
          status.area(),
          age,
          status.latency().mean(),
          status.statistics().coverage());
    }
  }

  /**
   * A model.
   *
   * @param fill of its batches, 0 to 1
   * @param inference seconds, mean
   */
  record ModelView(
      String name,
      String version,
      String licence,
      int width,
      int height,
      List<String> classes,
      int streams,
      int capacity,
      long batches,
      long windows,
      double fill,
      double inference) {

    static ModelView of(ModelStatus status) {
      return new ModelView(
          status.info().model(),
          status.info().version(),
          status.info().licence(),
          status.info().width(),
          status.info().height(),
          status.info().classes(),
          status.streams(),
          status.capacity(),
          status.batches(),
          status.windows(),
          status.fill(),
          status.inference().mean());
    }
  }

  /** An element and its properties' values. */
  record ElementView(
      String id, String name, String factory, String description, Map<String, Object> properties) {

    static ElementView of(String id, ElementInstance instance) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (PropertySpec property : instance.type().properties()) {
        Object value = instance.get(property.name());
        if (value != null) {
          values.put(property.name(), property.plain(value));
        }
      }
      return new ElementView(
          id, instance.name(), instance.type().factory(), instance.type().description(), values);
    }
  }

  /** What live pages get again and again. */
  record Moment(List<StreamView> streams, List<ModelView> models) {

    static Moment now(Watch watch) {
      return new Moment(
          watch.streams().stream().map(status -> StreamView.of(status, watch)).toList(),
          watch.models().stream().map(ModelView::of).toList());
    }
  }

  /** Why a request was refused. */
  record Problem(String error) {}

  /** Whether there was something to take back. */
  record RolledBack(boolean rolledBack) {}

  /** What is to be swapped in. */
  record SwapRequest(String file, String sha256) {}

  /** What a swap did. */
  record SwapView(String before, String model, String version, String sha256, int golden) {}

  /** What is to be recorded. */
  record RecordRequest(String file, String stream, int windows) {}

  /** The recording under way, or the last one; without a name there was none. */
  record RecordingView(String file, int windows, long missed, boolean running) {}
}
