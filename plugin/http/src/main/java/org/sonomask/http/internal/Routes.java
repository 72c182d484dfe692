// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.api.ModelSwap;
import org.sonomask.api.WindowRecorder;
import org.sonomask.api.WindowRecorder.Recorded;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.http.internal.Views.ElementView;
import org.sonomask.http.internal.Views.ModelView;
import org.sonomask.http.internal.Views.Moment;
import org.sonomask.http.internal.Views.RecordRequest;
import org.sonomask.http.internal.Views.RecordingView;
import org.sonomask.http.internal.Views.RolledBack;
import org.sonomask.http.internal.Views.StreamView;
import org.sonomask.http.internal.Views.SwapRequest;
import org.sonomask.http.internal.Views.SwapView;
import org.sonomask.watch.Watch;

/** Everything that REST can do; the OpenAPI document is made of it. */
@Component(service = Routes.class)
public final class Routes {
  private static final String GET = "GET";
  private static final String POST = "POST";
  private static final int USUAL_WINDOWS = 100;

  @Reference private Watch watch;
  @Reference private HttpSettings settings;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile ModelSwap models;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile WindowRecorder recorder;

  private final List<Route> all =
      List.of(
          route(GET, "/now", "Streams and models now", Moment.class, this::now),
          route(GET, "/streams/{id}", "A stream", StreamView.class, this::stream),
          route(GET, "/models/{id}", "A model", ModelView.class, this::model),
          route(GET, "/elements", "The ids of the elements", Elements.class, this::elements),
          route(GET, "/elements/{id}", "An element", ElementView.class, this::element),
          new Route(
              "PATCH",
              "/elements/{id}",
              "Set properties of an element, all or none; they act at once",
              Map.class,
              ElementView.class,
              this::set),
          new Route(
              POST,
              "/models/swap",
              "Check a model of the models folder and make it the default",
              SwapRequest.class,
              SwapView.class,
              this::swap),
          route(POST, "/models/rollback", "Undo a swap", RolledBack.class, this::rollBack),
          route(GET, "/recording", "The recording", RecordingView.class, this::recording),
          new Route(
              POST,
              "/recording",
              "Start to record windows",
              RecordRequest.class,
              RecordingView.class,
              this::record),
          route("DELETE", "/recording", "End recording", RecordingView.class, this::stop));

  /** The elements that live. */
  record Elements(List<Element> elements) {}

  /** An element that lives. */
  record Element(String id, String factory) {}

  private static Route route(
      String method, String path, String summary, Type gives, Route.Handler handler) {
    return new Route(method, path, summary, null, gives, handler);
  }

  List<Route> all() {
    return all;
  }

  private Object now(String name, ObjectNode body) {
    return Moment.now(watch);
  }

  private Object stream(String name, ObjectNode body) {
    return watch.streams().stream()
        .filter(status -> status.settings().name().equals(name))
        .findFirst()
        .map(status -> StreamView.of(status, watch))
        .orElseThrow(() -> new NoSuchElementException("there is no stream " + name));
  }

  private Object model(String name, ObjectNode body) {
    return watch.models().stream()
        .filter(status -> status.info().model().equals(name))
        .findFirst()
        .map(ModelView::of)
        .orElseThrow(() -> new NoSuchElementException("there is no model " + name));
  }

  private Object elements(String name, ObjectNode body) {
    return new Elements(
        watch.elements().entrySet().stream()
            .map(entry -> new Element(entry.getKey(), entry.getValue().type().factory()))
            .toList());
  }

  private Object element(String name, ObjectNode body) {
    return view(watch.element(name));
  }

  private static Object view(ElementInstance element) {
    return Watch.id(element)
        .map(id -> ElementView.of(id, element))
        .orElseThrow(() -> new NoSuchElementException("the element is gone"));
  }

  private Object set(String name, ObjectNode body) {
    ElementInstance element = watch.element(name);
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      PropertySpec property = element.type().property(entry.getKey());
      property.convert(entry.getValue().asText());
    }
    body.properties().forEach(entry -> element.set(entry.getKey(), entry.getValue().asText()));
    return view(element);
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
    recorder().record(settings.recording(text(body, "file")), text(body, "stream"), windows);
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
    if (!body.path(field).isTextual()) {
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
