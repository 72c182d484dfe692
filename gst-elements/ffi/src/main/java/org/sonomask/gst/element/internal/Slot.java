// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.ffi.Gst;

/**
 * The place of one registered type's provider. As a function it takes a provider, of this or of a
 * later class loader, and gives the withdrawal.
 */
public final class Slot implements Function<Object, Runnable> {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

  private final ElementType type;
  private final List<Instance<?>> instances = new ArrayList<>();
  private ElementProvider provider;

  private Slot(ElementType type) {
    this.type = type;
  }

  /** Registers a type that this process does not know yet. */
  public static Slot register(ElementType type) {
    Slot slot = new Slot(type);
    TypeClass.register(type, slot);
    return slot;
  }

  @Override
  public Runnable apply(Object newcomer) {
    ElementProvider ours =
        newcomer instanceof ElementProvider here ? here : Bridge.provider(newcomer);
    synchronized (this) {
      if (provider != null) {
        throw new IllegalStateException(
            "the element "
                + type.factory()
                + " has a provider already: withdraw it before adding another");
      }
      provider = ours;
      instances.forEach(this::attach);
    }
    announce();
    AtomicBoolean withdrawn = new AtomicBoolean();
    return () -> {
      if (withdrawn.compareAndSet(false, true)) {
        withdraw();
      }
    };
  }

  private void withdraw() {
    List<Attachment<?>> leaving = new ArrayList<>();
    synchronized (this) {
      provider = null;
      instances.stream().map(Instance::detach).filter(Objects::nonNull).forEach(leaving::add);
    }
    leaving.forEach(Attachment::awaitEnd);
    announce();
  }

  /** Without a lock: messages are posted. */
  private void announce() {
    for (Instance<?> instance : instances()) {
      if (reference(instance)) {
        instance.postHeldBack();
        instance.exchanged();
        Gst.gst_object_unref(instance.element());
      }
    }
  }

  void add(Instance<?> instance) {
    synchronized (this) {
      instances.add(instance);
      if (provider != null) {
        attach(instance);
      }
    }
    instance.postHeldBack();
  }

  void remove(Instance<?> instance) {
    Attachment<?> attachment;
    synchronized (this) {
      instances.remove(instance);
      attachment = instance.detach();
    }
    if (attachment != null) {
      attachment.awaitEnd();
    }
  }

  ElementType type() {
    return type;
  }

  synchronized List<Instance<?>> instances() {
    return List.copyOf(instances);
  }

  /**
   * Takes a reference to an instance's native element, unless that is going already: dispose takes
   * an instance out of here before its last reference is gone.
   */
  synchronized boolean reference(Instance<?> instance) {
    boolean here = instances.contains(instance);
    if (here) {
      Gst.gst_object_ref(instance.element());
    }
    return here;
  }

  private void attach(Instance<?> instance) {
    try {
      instance.attach(provider);
    } catch (RuntimeException | Error e) {
      LOG.error("{}: no behaviour for {}", type.factory(), instance.name(), e);
      instance.warn(
          "The element's behaviour could not be made; data passes unchanged.", Messages.trace(e));
    }
  }
}
