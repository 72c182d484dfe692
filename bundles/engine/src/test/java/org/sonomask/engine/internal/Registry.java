// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.Segmenter;

/** A service registry that remembers what came and went. */
final class Registry {
  private final List<Segmenter> services = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
              }
              Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
              return register((Segmenter) arguments[1], (String) properties.get("sonomask.engine"));
            });
  }

  private synchronized ServiceRegistration<?> register(Segmenter segmenter, String engine) {
    services.add(segmenter);
    events.add("+" + engine);
    notifyAll();
    return (ServiceRegistration<?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              unregister(segmenter, engine);
              return null;
            });
  }

  private synchronized void unregister(Segmenter segmenter, String engine) {
    services.remove(segmenter);
    events.add("-" + engine);
    notifyAll();
  }

  synchronized List<Segmenter> services() {
    return List.copyOf(services);
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** Waits until so much has happened; the test's own time limit ends it otherwise. */
  synchronized void await(int count) throws InterruptedException {
    while (events.size() < count) {
      wait();
    }
  }
}
