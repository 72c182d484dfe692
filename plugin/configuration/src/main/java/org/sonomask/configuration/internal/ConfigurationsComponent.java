// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeService;
import org.sonomask.api.ConfigurationCheck;
import org.sonomask.configuration.Attribute;
import org.sonomask.configuration.Configurations;
import org.sonomask.configuration.Definition;
import org.sonomask.configuration.Setting;

/** Reads and writes Config Admin as the definitions say. */
@Component
public final class ConfigurationsComponent implements Configurations {
  /** For the bundles of any location. */
  private static final String ANYWHERE = "?";

  private static final String SEPARATOR = "~";
  private static final Pattern FOREIGN = Pattern.compile("service\\.|felix\\.|component\\.|\\.");
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private final ConfigurationAdmin admin;
  private final MetatypeDefinitions definitions;

  @Reference(policy = ReferencePolicy.DYNAMIC)
  private volatile List<ConfigurationCheck> checks = List.of();

  /** Made by Declarative Services. */
  @Activate
  public ConfigurationsComponent(
      BundleContext context,
      @Reference ConfigurationAdmin admin,
      @Reference MetaTypeService metatypes) {
    this.admin = admin;
    definitions = new MetatypeDefinitions(context, metatypes);
  }

  @Override
  public List<Definition> definitions() {
    return definitions.all();
  }

  @Override
  public List<Setting> settings() throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (Definition definition : definitions()) {
      List<Configuration> there = configured(definition);
      there.forEach(one -> settings.add(setting(one.getPid(), definition, properties(one))));
      if (there.isEmpty() && !definition.factory()) {
        settings.add(setting(definition.pid(), definition, new Hashtable<>()));
      }
    }
    settings.sort(Comparator.comparing(Setting::pid));
    return settings;
  }

  @Override
  public Setting setting(String pid) throws IOException {
    return settings().stream()
        .filter(setting -> setting.pid().equals(pid))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("there is no configuration " + pid));
  }

  @Override
  public Map<String, String> faults() throws IOException {
    Map<String, String> faults = new TreeMap<>();
    for (Definition definition : definitions()) {
      for (Configuration one : configured(definition)) {
        try {
          requireKnown(definition, properties(one));
          check(one.getPid(), definition, properties(one));
        } catch (IllegalArgumentException wrong) {
          faults.put(one.getPid(), wrong.getMessage());
        }
      }
    }
    return faults;
  }

  /** Keys of the framework have a dot behind a prefix of its own. */
  private static void requireKnown(Definition definition, Dictionary<String, Object> properties) {
    for (String key : Collections.list(properties.keys())) {
      if (!FOREIGN.matcher(key).lookingAt() && properties.get(key) != null) {
        definition.attribute(key);
      }
    }
  }

  private List<Configuration> configured(Definition definition) throws IOException {
    return definition.factory()
        ? find(ConfigurationAdmin.SERVICE_FACTORYPID, definition.pid())
        : find(Constants.SERVICE_PID, definition.pid());
  }

  @Override
  public Setting set(String pid, Map<String, ?> values) throws IOException {
    Optional<Configuration> there = find(Constants.SERVICE_PID, pid).stream().findFirst();
    Definition definition =
        definition(there.map(Configuration::getFactoryPid).orElse(pid.split(SEPARATOR)[0]));
    Dictionary<String, Object> properties =
        there.map(ConfigurationsComponent::properties).orElseGet(Hashtable::new);
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      Attribute attribute = definition.attribute(entry.getKey());
      if (entry.getValue() == null) {
        properties.remove(attribute.name());
      } else {
        properties.put(attribute.name(), attribute.convert(entry.getValue()));
      }
    }
    check(pid, definition, properties);
    Configuration configuration = there.isPresent() ? there.get() : create(pid, definition);
    configuration.updateIfDifferent(properties);
    return setting(configuration.getPid(), definition, properties);
  }

  /** All values together: what must be there is, and nothing contradicts anything. */
  private void check(String pid, Definition definition, Dictionary<String, Object> properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : definition.attributes()) {
      Object value = properties.get(attribute.name());
      if (value != null) {
        values.put(attribute.name(), attribute.convert(value));
      } else if (attribute.required()) {
        throw new IllegalArgumentException(
            pid + " needs " + attribute.name() + ": " + attribute.description());
      } else if (attribute.initial() != null) {
        values.put(attribute.name(), attribute.initial());
      }
    }
    checks.stream()
        .filter(check -> check.pid().equals(definition.pid()))
        .forEach(check -> check.check(values));
  }

  @Override
  public void remove(String pid) throws IOException {
    Configuration found =
        find(Constants.SERVICE_PID, pid).stream()
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException(pid + " is not configured"));
    definition(Optional.ofNullable(found.getFactoryPid()).orElse(pid));
    found.delete();
  }

  private Configuration create(String pid, Definition definition) throws IOException {
    String name = pid.substring(Math.min(pid.length(), definition.pid().length() + 1));
    if (!definition.factory() && name.isEmpty()) {
      return admin.getConfiguration(pid, ANYWHERE);
    }
    if (!definition.factory()) {
      throw new NoSuchElementException("there is one " + definition.pid() + " only");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "say " + definition.pid() + SEPARATOR + "NAME, with a name of letters, digits, - and _");
    }
    return admin.getFactoryConfiguration(definition.pid(), name, ANYWHERE);
  }

  private Definition definition(String pid) {
    List<Definition> all = definitions();
    return all.stream()
        .filter(definition -> definition.pid().equals(pid))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "nothing is configured by "
                        + pid
                        + "; there are "
                        + all.stream().map(Definition::pid).toList()));
  }

  private List<Configuration> find(String key, String value) throws IOException {
    // What has a meaning in filters is in no PID of ours.
    if (!value.matches("[\\w.~-]+")) {
      return List.of();
    }
    try {
      Configuration[] found = admin.listConfigurations("(" + key + "=" + value + ")");
      return found == null ? List.of() : Stream.of(found).toList();
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static Dictionary<String, Object> properties(Configuration configuration) {
    Dictionary<String, Object> properties = configuration.getProperties();
    return properties == null ? new Hashtable<>() : properties;
  }

  private static Setting setting(
      String pid, Definition definition, Dictionary<String, Object> properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : definition.attributes()) {
      Object value = properties.get(attribute.name());
      if (value != null) {
        values.put(attribute.name(), attribute.shown(value));
      }
    }
    return new Setting(pid, definition, values);
  }
}
