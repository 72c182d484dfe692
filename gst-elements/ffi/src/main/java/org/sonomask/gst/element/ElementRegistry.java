// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.util.List;
import java.util.function.Consumer;
import org.sonomask.gst.element.internal.HandOver;
import org.sonomask.gst.element.internal.Residents;
import org.sonomask.gst.element.internal.Slot;
import org.sonomask.gst.ffi.Launch;

/**
 * Puts elements written in Java into this process's GStreamer.
 *
 * <p>A type is registered once and for ever, with trampolines that are never freed; what comes and
 * goes is the provider in the type's slot. So bundles may come and go while pipelines run.
 *
 * <p>This holds for the bundle of this class too. Best, it lies on the launcher's class path and is
 * exported by the system bundle, where no refresh reaches it. Else the class loader that registered
 * a type keeps serving it: it is pinned through an entry in {@link System#getProperties}, a map of
 * factory name to a function of JDK types, and a later registry hands its providers over to that
 * function, with calls translated by interface and method name. Such calls are slower and allocate,
 * until the process is started anew.
 */
public final class ElementRegistry {
  private ElementRegistry() {}

  /** A provider in its slot. */
  public interface Registration extends AutoCloseable {

    /**
     * Withdraws the provider: instances pass data through from now on. Returns when no call into
     * the provider's behaviours is in flight and all are closed; but when called from within such a
     * call it returns at once, and the behaviours are closed when their last call ends. Withdrawing
     * twice does nothing.
     */
    @Override
    void close();
  }

  /**
   * Registers the provider's type, if that has not happened before, and gives every living instance
   * a new behaviour at once.
   *
   * @throws IllegalStateException if another provider is in the slot of the same factory name
   * @throws org.sonomask.gst.ffi.GstException if GStreamer refuses the type
   */
  public static Registration add(ElementProvider provider) {
    Launch.initialise();
    ElementType type = provider.type();
    Runnable withdrawal =
        HandOver.slots()
            .computeIfAbsent(type.factory(), name -> Slot.register(type))
            .apply(provider);
    return withdrawal::run;
  }

  /**
   * All elements of ours that live in this process, but for those whose types another class loader
   * registered. In no particular order.
   */
  public static List<ElementInstance> instances() {
    return Residents.all();
  }

  /**
   * Has every element shown that goes to the state READY: after its program has named it and set
   * its properties, before it works. On the thread that changes the state; an exception is logged.
   */
  public static Registration whenReady(Consumer<ElementInstance> watcher) {
    return Residents.watch(watcher);
  }
}
