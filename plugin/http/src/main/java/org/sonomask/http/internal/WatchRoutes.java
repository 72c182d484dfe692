// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.http.internal.Views.ElementView;
import org.sonomask.http.internal.Views.ModelView;
import org.sonomask.http.internal.Views.Moment;
import org.sonomask.http.internal.Views.StreamView;
import org.sonomask.pipelines.Pipeline;
import org.sonomask.watch.Watch;

/** What plays: streams, models, and elements with their properties. */
@Component
public final class WatchRoutes implements Routes {

  @Reference private Watch watch;
  @Reference private Permissions permissions;

  /** The pipelines that are configured. */
  record Pipelines(List<PipelineView> pipelines) {}

  /** A pipeline that is configured. */
  record PipelineView(String name, Pipeline.State state, long starts, String trouble) {
    static PipelineView of(Pipeline pipeline) {
      Pipeline.Status status = pipeline.status();
      return new PipelineView(pipeline.name(), status.state(), status.starts(), status.trouble());
    }
  }

  /** The elements that live. */
  record Elements(List<Element> elements) {}

  /** An element that lives. */
  record Element(String id, String factory) {}

  @Override
  public List<Route> all() {
    return List.of(
        Route.of(GET, "/now", "Streams and models now", Moment.class, this::now),
        Route.of(GET, "/streams/{id}", "A stream", StreamView.class, this::stream),
        Route.of(GET, "/models/{id}", "A model", ModelView.class, this::model),
        Route.of(GET, "/pipelines", "The configured pipelines", Pipelines.class, this::pipelines),
        Route.of(GET, "/elements", "The ids of the elements", Elements.class, this::elements),
        Route.of(GET, "/elements/{id}", "An element", ElementView.class, this::element),
        new Route(
            PATCH,
            "/elements/{id}",
            "Set properties of an element, all or none; they act at once",
            Map.class,
            ElementView.class,
            this::set));
  }

  private Object now(String name, ObjectNode body) {
    return Moment.now(watch);
  }

  private Object stream(String name, ObjectNode body) {
    return StreamView.of(watch.stream(name), watch);
  }

  private Object model(String name, ObjectNode body) {
    return watch.models().stream()
        .filter(status -> status.info().model().equals(name))
        .findFirst()
        .map(ModelView::of)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "there is no model "
                        + name
                        + "; there are "
                        + watch.models().stream().map(status -> status.info().model()).toList()));
  }

  private Object pipelines(String name, ObjectNode body) {
    return new Pipelines(watch.pipelines().stream().map(PipelineView::of).toList());
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
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      PropertySpec property = element.type().property(entry.getKey());
      if (entry.getValue().isNull()) {
        throw new IllegalArgumentException(
            property.name() + " takes " + property.takes() + ", not null");
      }
      values.put(property.name(), property.convert(entry.getValue().asText()));
    }
    permissions.requireProperties(element.type(), values.keySet());
    values.forEach(element::set);
    return view(element);
  }
}
