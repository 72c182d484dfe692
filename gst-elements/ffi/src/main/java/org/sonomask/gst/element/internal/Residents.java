// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementRegistry.Registration;

/** All living elements of this class loader's types, and who wants to see new ones. */
public final class Residents {
  private static final Logger LOG = LoggerFactory.getLogger(Residents.class);

  private static final List<Consumer<ElementInstance>> WATCHERS = new CopyOnWriteArrayList<>();

  private Residents() {}

  /** The living elements. */
  public static List<ElementInstance> all() {
    return HandOver.slots().values().stream()
        .filter(Slot.class::isInstance)
        .map(Slot.class::cast)
        .flatMap(slot -> slot.instances().stream())
        .<ElementInstance>map(Resident::new)
        .toList();
  }

  /** Shows every element to the watcher when it goes to READY. */
  public static Registration watch(Consumer<ElementInstance> watcher) {
    // Wrapped, so that one watcher may come twice.
    Consumer<ElementInstance> own = watcher::accept;
    WATCHERS.add(own);
    return () -> WATCHERS.remove(own);
  }

  static void ready(Instance<?> instance) {
    for (Consumer<ElementInstance> watcher : WATCHERS) {
      try {
        watcher.accept(new Resident(instance));
      } catch (RuntimeException | Error e) {
        LOG.error("{}: who watches for elements failed", instance.name(), e);
      }
    }
  }
}
