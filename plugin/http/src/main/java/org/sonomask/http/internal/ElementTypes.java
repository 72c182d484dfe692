// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;

/** The elements that have a provider, whether any lives or not. Any thread. */
@Component(service = ElementTypes.class)
public final class ElementTypes {
  private final Map<String, ElementType> types = new ConcurrentSkipListMap<>();

  /** An element is described. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProvider(ElementProvider provider) {
    types.put(provider.type().factory(), provider.type());
  }

  /** An element is no longer described. */
  void removeProvider(ElementProvider provider) {
    types.remove(provider.type().factory());
  }

  /** In the order of their factory names. */
  Collection<ElementType> all() {
    return types.values();
  }

  Optional<ElementType> of(String factory) {
    return Optional.ofNullable(types.get(factory));
  }
}
