// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskMonitor.ModelStatus;
import org.sonomask.api.MaskMonitor.StreamStatus;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementRegistry;

/** What can be seen: streams and models of the mask service, and living elements. */
@Component(service = Watch.class)
public final class Watch {
  private static final String STATISTICS = "stats";

  private final AtomicReference<MaskMonitor> monitor = new AtomicReference<>();

  /** A mask service is there. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setMonitor(MaskMonitor service) {
    monitor.set(service);
  }

  /** The mask service goes; another one may have come already. */
  void unsetMonitor(MaskMonitor service) {
    monitor.compareAndSet(service, null);
  }

  /** Whether a mask service is there. */
  boolean isServed() {
    return monitor.get() != null;
  }

  List<StreamStatus> streams() {
    MaskMonitor now = monitor.get();
    return now == null ? List.of() : now.streams();
  }

  List<ModelStatus> models() {
    MaskMonitor now = monitor.get();
    return now == null ? List.of() : now.models();
  }

  /** The living elements of pipelines by their ids, in the order of these. */
  Map<String, ElementInstance> elements() {
    Map<String, ElementInstance> elements = new LinkedHashMap<>();
    ElementRegistry.instances().stream()
        .flatMap(instance -> id(instance).map(id -> Map.entry(id, instance)).stream())
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(entry -> elements.put(entry.getKey(), entry.getValue()));
    return elements;
  }

  /**
   * Its path with dots, such as {@code pipeline0.sonomask0}; nothing if it is gone, or stands alone
   * as elements of a finished pipeline do for a while.
   */
  private static Optional<String> id(ElementInstance instance) {
    try {
      String path = instance.path();
      return path.lastIndexOf('/') > 0
          ? Optional.of(path.substring(1).replace('/', '.'))
          : Optional.empty();
    } catch (IllegalStateException gone) {
      return Optional.empty();
    }
  }

  /**
   * An element by its id, or by its name if no other has the same.
   *
   * @throws NotFoundException if there is none, or if there are several
   */
  ElementInstance element(String idOrName) {
    Map<String, ElementInstance> elements = elements();
    List<ElementInstance> found =
        elements.containsKey(idOrName)
            ? List.of(elements.get(idOrName))
            : elements.keySet().stream()
                .filter(id -> id.endsWith("." + idOrName))
                .map(elements::get)
                .toList();
    if (found.size() != 1) {
      throw new NotFoundException(
          (found.isEmpty() ? "there is no element " : "there are several elements ")
              + idOrName
              + "; there are "
              + elements.keySet());
    }
    return found.get(0);
  }

  /** The figures of the element that a stream is of; empty if it is of none. */
  Map<String, Object> figures(String stream) {
    return elements().values().stream()
        .map(Watch::figures)
        .filter(figures -> Objects.equals(figures.get("stream"), stream))
        .findFirst()
        .orElse(Map.of());
  }

  /** The id of the element that a stream is of; empty if it is of none. */
  String elementOf(String stream) {
    return elements().entrySet().stream()
        .filter(entry -> Objects.equals(figures(entry.getValue()).get("stream"), stream))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> figures(ElementInstance instance) {
    boolean has =
        instance.type().properties().stream()
            .anyMatch(property -> property.name().equals(STATISTICS));
    try {
      Object figures = has ? instance.get(STATISTICS) : null;
      return figures == null ? Map.of() : (Map<String, Object>) figures;
    } catch (IllegalStateException gone) {
      return Map.of();
    }
  }
}
