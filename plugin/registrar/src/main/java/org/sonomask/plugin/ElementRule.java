// SPDX-License-Identifier: Apache-2.0
package org.sonomask.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementType;

/**
 * One configuration: which elements get which values.
 *
 * @param names which elements, by name; {@code *} stands for anything
 * @param values by property, converted to the properties' types
 */
record ElementRule(String names, Map<String, Object> values) {

  /** The key that says which elements; all others are properties. */
  static final String NAME = "name";

  private static final String ANY = "*";

  /**
   * Reads a configuration. Keys with a dot belong to others: {@code service.pid} and its kin.
   *
   * @throws IllegalArgumentException if there is no such property or it does not take the value
   */
  static ElementRule of(ElementType type, Map<String, Object> configuration) {
    Map<String, Object> values = new LinkedHashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (!key.equals(NAME) && !key.contains(".")) {
            values.put(key, type.property(key).convert(value));
          }
        });
    return new ElementRule(String.valueOf(configuration.getOrDefault(NAME, ANY)), values);
  }

  /** Whether it names single elements, and so goes before those that do not. */
  boolean isSpecific() {
    return !names.contains(ANY);
  }

  boolean matches(String name) {
    String pattern =
        Stream.of(names.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return name.matches(pattern);
  }

  /** Sets what the rule says, where that is not so already. */
  void apply(ElementInstance instance) {
    values.forEach(
        (property, value) -> {
          if (!value.equals(instance.get(property))) {
            instance.set(property, value);
          }
        });
  }
}
