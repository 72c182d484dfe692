// SPDX-License-Identifier: Apache-2.0
package org.sonomask.watch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
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
import org.sonomask.pipelines.Pipeline;

/**
 * What can be seen: pipelines, streams and models of the mask service, and living elements. A
 * service; any thread.
 */
@Component(service = Watch.class)
public final class Watch {
  private static final String STATISTICS = "stats";

  private final AtomicReference<MaskMonitor> monitor = new AtomicReference<>();

  @Reference(policy = ReferencePolicy.DYNAMIC)
  private volatile List<Pipeline> pipelines = List.of();

  /** A mask service is there. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setMonitor(MaskMonitor service) {
    monitor.set(service);
  }

  /** The mask service goes; another one may have come already. */
  public void unsetMonitor(MaskMonitor service) {
    monitor.compareAndSet(service, null);
  }

  /** Whether a mask service is there. */
  public boolean isServed() {
    return monitor.get() != null;
  }

  /** The pipelines that are configured, in the order of their names. */
  public List<Pipeline> pipelines() {
    return pipelines.stream().sorted(Comparator.comparing(Pipeline::name)).toList();
  }

  /** The open streams; none without a mask service. */
  public List<StreamStatus> streams() {
    MaskMonitor now = monitor.get();
    return now == null ? List.of() : now.streams();
  }

  /**
   * An open stream.
   *
   * @throws NoSuchElementException if there is none of that name; the message names those there are
   */
  public StreamStatus stream(String name) {
    List<StreamStatus> streams = streams();
    return streams.stream()
        .filter(status -> status.settings().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "there is no stream "
                        + name
                        + "; there are "
                        + streams.stream().map(status -> status.settings().name()).toList()));
  }

  /** The models, the default first; none without a mask service. */
  public List<ModelStatus> models() {
    MaskMonitor now = monitor.get();
    return now == null ? List.of() : now.models();
  }

  /**
   * The living elements of pipelines by their ids, in the order of these. An id is the element's
   * path with dots, such as {@code pipeline0.sonomask0}.
   */
  public Map<String, ElementInstance> elements() {
    Map<String, ElementInstance> elements = new LinkedHashMap<>();
    ElementRegistry.instances().stream()
        .flatMap(instance -> id(instance).map(id -> Map.entry(id, instance)).stream())
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> elements.put(entry.getKey(), entry.getValue()));
    return elements;
  }

  /**
   * The id of an element; nothing if it is gone, or stands alone as elements of a finished pipeline
   * do for a while.
   */
  public static Optional<String> id(ElementInstance instance) {
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
   * An element by its id, by its name if no other has the same, or by the name of its stream.
   *
   * @throws NoSuchElementException if there is none, or if there are several; the message names
   *     those there are
   */
  public ElementInstance element(String name) {
    Map<String, ElementInstance> elements = elements();
    List<ElementInstance> found =
        elements.containsKey(name)
            ? List.of(elements.get(name))
            : elements.entrySet().stream()
                .filter(
                    entry -> entry.getKey().endsWith("." + name) || isOf(entry.getValue(), name))
                .map(Map.Entry::getValue)
                .toList();
    if (found.size() != 1) {
      throw new NoSuchElementException(
          (found.isEmpty() ? "there is no element " : "there are several elements ")
              + name
              + "; there are "
              + elements.keySet());
    }
    return found.get(0);
  }

  /** The figures of the element that a stream is of; empty if it is of none. */
  public Map<String, Object> figures(String stream) {
    return elements().values().stream()
        .filter(instance -> isOf(instance, stream))
        .findFirst()
        .map(Watch::figures)
        .orElse(Map.of());
  }

  /** The id of the element that a stream is of; empty if it is of none. */
  public String elementOf(String stream) {
    return elements().entrySet().stream()
        .filter(entry -> isOf(entry.getValue(), stream))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static boolean isOf(ElementInstance instance, String stream) {
    return Objects.equals(figures(instance).get("stream"), stream);
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
