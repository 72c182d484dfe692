// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.sonomask.gst.element.PropertySpec;

/** The properties of one instance; they outlive its behaviours. Reading allocates nothing. */
final class PropertyValues {
  private final List<PropertySpec> specs;
  private final AtomicReferenceArray<Object> values;

  PropertyValues(List<PropertySpec> specs) {
    this.specs = specs;
    this.values = new AtomicReferenceArray<>(specs.size());
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
