// SPDX-License-Identifier: Apache-2.0
package org.sonomask.plugin;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementRegistry;

/**
 * Gives every {@link ElementProvider} service its place in GStreamer. Of several with the same
 * factory name the one with the highest ranking has it; when it goes, the next one takes over, and
 * when the last one goes, living instances pass data through until another comes.
 */
@Component(
    service = {},
    immediate = true)
public final class ElementRegistrar {

  private static final Logger LOG = LoggerFactory.getLogger(ElementRegistrar.class);

  private final Map<String, Place> places = new HashMap<>();

  /** The providers of one factory name, and the one of them that is registered. */
  private static final class Place {
    private final Map<ServiceReference<ElementProvider>, ElementProvider> providers =
        new HashMap<>();
    private ElementProvider registered;
    private ElementRegistry.Registration registration;

    /** Registers the provider with the highest ranking, after taking another one out. */
    void settle() {
      ElementProvider highest =
          providers.keySet().stream()
              .max(Comparator.naturalOrder())
              .map(providers::get)
              .orElse(null);
      if (highest == registered) {
        return;
      }
      withdraw();
      if (highest != null) {
        registration = ElementRegistry.add(highest);
        registered = highest;
      }
    }

    void withdraw() {
      if (registration != null) {
        registration.close();
        registration = null;
        registered = null;
      }
    }
  }

  /** A provider came. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addProvider(
      ElementProvider provider, ServiceReference<ElementProvider> reference) {
    String factory = provider.type().factory();
    Place place = places.computeIfAbsent(factory, name -> new Place());
    place.providers.put(reference, provider);
    try {
      place.settle();
      LOG.info("element {} has a provider", factory);
    } catch (RuntimeException failure) {
      place.providers.remove(reference);
      place.settle();
      LOG.error("element {} cannot be registered: {}", factory, failure.getMessage(), failure);
    }
  }

  /** A provider goes: returns when none of its code runs any more. */
  synchronized void removeProvider(
      ElementProvider provider, ServiceReference<ElementProvider> reference) {
    String factory = provider.type().factory();
    Place place = places.get(factory);
    if (place != null && place.providers.remove(reference) != null) {
      place.settle();
      LOG.info("element {} lost a provider", factory);
    }
  }

  @Deactivate
  synchronized void withdrawAll() {
    places.values().forEach(Place::withdraw);
    places.clear();
  }
}
