// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.api.ModelSwap;
import org.sonomask.api.WindowRecorder;
import org.sonomask.api.WindowRecorder.Recorded;
import org.sonomask.http.internal.Views.RecordRequest;
import org.sonomask.http.internal.Views.RecordingView;
import org.sonomask.http.internal.Views.RolledBack;
import org.sonomask.http.internal.Views.SwapRequest;
import org.sonomask.http.internal.Views.SwapView;
import org.sonomask.watch.Watch;

/** Another default model, and recordings of what the model saw and said. */
@Component
public final class ModelRoutes implements Routes {
  private static final int USUAL_WINDOWS = 100;

  /** Some hundred kilobytes each: what clients may fill of a disk in one go. */
  private static final int MOST_WINDOWS = 10_000;

  @Reference private HttpSettings settings;
  @Reference private Watch watch;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile ModelSwap models;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile WindowRecorder recorder;

  @Override
  public List<Route> all() {
    return List.of(
        new Route(
            POST,
            "/models/swap",
            "Check a model of the models folder and make it the default",
            SwapRequest.class,
            SwapView.class,
            this::swap),
        Route.of(POST, "/models/rollback", "Undo a swap", RolledBack.class, this::rollBack),
        Route.of(GET, "/recording", "The recording", RecordingView.class, this::recording),
        new Route(
            POST,
            "/recording",
            "Start to record windows",
            RecordRequest.class,
            RecordingView.class,
            this::record),
        Route.of(DELETE, "/recording", "End recording", RecordingView.class, this::stop));
  }

  private Object swap(String name, ObjectNode body) throws Exception {
    ModelSwap.Swapped swapped =
        swapper()
            .swap(
                settings.model(text(body, "file")),
                Optional.ofNullable(body.get("sha256")).map(JsonNode::asText));
    return new SwapView(
        swapped.before(),
        swapped.now().model(),
        swapped.now().version(),
        swapped.sha256(),
        swapped.golden());
  }

  private Object rollBack(String name, ObjectNode body) {
    return new RolledBack(swapper().rollBack());
  }

  private Object record(String name, ObjectNode body) throws Exception {
    int windows = body.path("windows").asInt(USUAL_WINDOWS);
    if (windows < 1 || windows > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "windows takes a whole number from 1 to " + MOST_WINDOWS + ", not " + windows);
    }
    String stream = watch.stream(text(body, "stream")).settings().name();
    recorder().record(settings.recording(text(body, "file")), stream, windows);
    return view(recorder().recorded());
  }

  private Object recording(String name, ObjectNode body) {
    return view(recorder().recorded());
  }

  private Object stop(String name, ObjectNode body) throws Exception {
    return view(recorder().stop());
  }

  private static RecordingView view(Optional<Recorded> recorded) {
    return recorded
        .map(
            it ->
                new RecordingView(
                    it.file().getFileName().toString(), it.windows(), it.missed(), it.running()))
        .orElse(new RecordingView("", 0, 0, false));
  }

  private static String text(ObjectNode body, String field) {
    if (!body.has(field)) {
      throw new IllegalArgumentException("the body needs a text '" + field + "'");
    }
    return body.get(field).asText();
  }

  private ModelSwap swapper() {
    return required(models);
  }

  private WindowRecorder recorder() {
    return required(recorder);
  }

  private static <T> T required(T service) {
    if (service == null) {
      throw new IllegalStateException("the bundle org.sonomask.models is not started");
    }
    return service;
  }
}
