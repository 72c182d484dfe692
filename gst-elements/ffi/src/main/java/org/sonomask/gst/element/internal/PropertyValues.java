// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.sonomask.gst.element.PropertySpec;

/** The properties of one instance; they outlive its behaviours. Reading allocates nothing. */
final class PropertyValues {
  private final List<PropertySpec> specs;
  private final AtomicReferenceArray<Object> values;

  /** Number of the change that gave each value. */
  private final AtomicLongArray changed;

  private final AtomicLong changes = new AtomicLong();

  PropertyValues(List<PropertySpec> specs) {
    this.specs = specs;
    this.values = new AtomicReferenceArray<>(specs.size());
    this.changed = new AtomicLongArray(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      values.set(i, specs.get(i).initial());
    }
  }

  PropertySpec spec(int index) {
    return specs.get(index);
  }

  Object get(int index) {
    return values.get(index);
  }

  void set(int index, Object value) {
    values.set(index, value);
    changed.set(index, changes.incrementAndGet());
  }

  /** Number of the last change. */
  long changes() {
    return changes.get();
  }

  /** Tells the names of the properties that have been set since a change. */
  void changedSince(long change, Consumer<String> names) {
    for (int i = 0; i < specs.size(); i++) {
      if (changed.get(i) > change) {
        names.accept(specs.get(i).name());
      }
    }
  }

  <T> T get(String name, Class<T> type) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        return type.cast(values.get(i));
      }
    }
    throw new IllegalArgumentException("there is no property " + name);
  }
}
