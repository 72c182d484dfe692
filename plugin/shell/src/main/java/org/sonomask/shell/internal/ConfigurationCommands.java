// SPDX-License-Identifier: Apache-2.0
package org.sonomask.shell.internal;

import java.io.IOException;
import java.util.Collections;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.configuration.Attribute;
import org.sonomask.configuration.Configurations;
import org.sonomask.configuration.Definition;
import org.sonomask.configuration.Setting;

/** Commands that show and change configurations. */
@Component(
    service = ConfigurationCommands.class,
    property = {"osgi.command.scope=sonomask", "osgi.command.function=config"})
public final class ConfigurationCommands {
  private static final String REMOVE = "remove";

  @Reference private Configurations configurations;

  /** Everything. */
  @Descriptor("lists what can be configured, and how it is")
  public Table config() throws IOException {
    Table table = Table.of("CONFIGURATION", "VALUES", "WHAT IT IS");
    for (Setting setting : configurations.settings()) {
      table = table.with(setting.pid(), setting.values(), setting.definition().description());
    }
    for (Definition definition : configurations.definitions()) {
      if (definition.factory()) {
        table = table.with(definition.pid() + "~NAME", "", definition.description());
      }
    }
    return table;
  }

  /** One configuration. */
  @Descriptor("shows a configuration and what it takes")
  public Table config(@Descriptor("PID, or PID~NAME") String pid) throws IOException {
    return shown(configurations.setting(pid));
  }

  /** No configuration. */
  @Descriptor("deletes a configuration: config PID remove")
  public String config(
      @Descriptor("PID, or PID~NAME") String pid, @Descriptor("remove") String what)
      throws IOException {
    if (!what.equals(REMOVE)) {
      throw new IllegalArgumentException(
          "say 'config PID KEY VALUE' or 'config PID " + REMOVE + "'");
    }
    configurations.remove(pid);
    return "removed";
  }

  /** A value. */
  @Descriptor("sets a value of a configuration; it acts at once")
  public Table config(
      @Descriptor("PID, or PID~NAME") String pid,
      @Descriptor("key") String key,
      @Descriptor("value, null for the usual one") String value)
      throws IOException {
    return shown(configurations.set(pid, Collections.singletonMap(key, value)));
  }

  private static Table shown(Setting setting) {
    Table table = Table.of("KEY", "VALUE", "USUALLY", "TAKES", "WHAT IT IS");
    for (Attribute attribute : setting.definition().attributes()) {
      table =
          table.with(
              attribute.name(),
              setting.values().getOrDefault(attribute.name(), "-"),
              attribute.initial() == null ? "-" : attribute.initial(),
              attribute.takes(),
              attribute.description());
    }
    return table;
  }
}
