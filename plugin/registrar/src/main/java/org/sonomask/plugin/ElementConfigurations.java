// SPDX-License-Identifier: Apache-2.0
package org.sonomask.plugin;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeProvider;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.element.ElementType;

/**
 * Lets Config Admin set properties of elements: factory PID {@code sonomask.element.FACTORY}, one
 * configuration for the elements of a name, its keys the properties. What a property is called and
 * takes is defined once, by the element; this offers it to consoles, too.
 */
@Component(
    service = {},
    immediate = true)
public final class ElementConfigurations {

  /** What a factory PID begins with. */
  static final String PREFIX = "sonomask.element.";

  private final BundleContext context;
  private final Map<String, Offer> offers = new HashMap<>();
  private final ElementRegistry.Registration watching;

  /** What is offered for one type of element, for as long as it has a provider. */
  private static final class Offer {
    private final ElementRules rules;
    private final List<ServiceRegistration<?>> registrations;
    private int providers;

    private Offer(ElementRules rules, List<ServiceRegistration<?>> registrations) {
      this.rules = rules;
      this.registrations = registrations;
    }

    private void withdraw() {
      registrations.forEach(ServiceRegistration::unregister);
    }
  }

  /** Made by Declarative Services. */
  @Activate
  public ElementConfigurations(BundleContext context) {
    this.context = context;
    watching = ElementRegistry.whenReady(this::ready);
  }

  /** A provider came. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProvider(ElementProvider provider) {
    Offer offer;
    synchronized (this) {
      offer = offers.get(provider.type().factory());
    }
    if (offer == null) {
      offer = offer(provider.type());
    }
    synchronized (this) {
      offers.put(provider.type().factory(), offer);
      offer.providers++;
    }
  }

  private Offer offer(ElementType type) {
    String pid = PREFIX + type.factory();
    ElementRules rules = new ElementRules(type);
    return new Offer(
        rules,
        List.of(
            context.registerService(
                MetaTypeProvider.class,
                new ElementMetatype(type, pid),
                property("metatype.factory.pid", pid)),
            context.registerService(
                ManagedServiceFactory.class, rules, property(Constants.SERVICE_PID, pid))));
  }

  private static Dictionary<String, Object> property(String name, String value) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(name, value);
    return properties;
  }

  /** A provider goes. */
  void removeProvider(ElementProvider provider) {
    Offer offer;
    synchronized (this) {
      offer = offers.get(provider.type().factory());
      if (offer == null || --offer.providers > 0) {
        return;
      }
      offers.remove(provider.type().factory());
    }
    offer.withdraw();
  }

  private void ready(ElementInstance instance) {
    Offer offer;
    synchronized (this) {
      offer = offers.get(instance.type().factory());
    }
    if (offer != null) {
      offer.rules.apply(instance);
    }
  }

  @Deactivate
  void withdrawAll() {
    watching.close();
    List<Offer> leaving;
    synchronized (this) {
      leaving = List.copyOf(offers.values());
      offers.clear();
    }
    leaving.forEach(Offer::withdraw);
  }
}
