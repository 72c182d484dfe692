// SPDX-License-Identifier: Apache-2.0
package org.sonomask.plugin;

import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.element.ElementType;

/**
 * The configurations of one type of element. Each reaches the elements that live, at once, and
 * those to come when they go to READY. A rule for a single name goes before one for many. When a
 * configuration is deleted, elements stay as they are.
 */
final class ElementRules implements ManagedServiceFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ElementRules.class);

  private final ElementType type;
  private final Map<String, ElementRule> rules = new TreeMap<>();

  ElementRules(ElementType type) {
    this.type = type;
  }

  @Override
  public String getName() {
    return "Sonomask element " + type.factory();
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> properties) throws ConfigurationException {
    Map<String, Object> configuration =
        Collections.list(properties.keys()).stream()
            .collect(Collectors.toMap(Function.identity(), properties::get));
    ElementRule rule;
    try {
      rule = ElementRule.of(type, configuration);
    } catch (IllegalArgumentException wrong) {
      LOG.error("configuration {}: {}", pid, wrong.getMessage());
      throw new ConfigurationException(null, wrong.getMessage(), wrong);
    }
    synchronized (this) {
      rules.put(pid, rule);
    }
    ElementRegistry.instances().forEach(this::apply);
  }

  @Override
  public synchronized void deleted(String pid) {
    rules.remove(pid);
  }

  /** Applies all rules that are for an element; one that is gone needs none. */
  void apply(ElementInstance instance) {
    if (!instance.type().factory().equals(type.factory())) {
      return;
    }
    try {
      String name = instance.name();
      for (ElementRule rule : inOrder()) {
        if (rule.matches(name)) {
          rule.apply(instance);
        }
      }
    } catch (IllegalStateException gone) {
      LOG.debug("{}", gone.getMessage());
    }
  }

  private synchronized Iterable<ElementRule> inOrder() {
    return rules.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getValue().isSpecific()))
        .map(Entry::getValue)
        .toList();
  }
}
