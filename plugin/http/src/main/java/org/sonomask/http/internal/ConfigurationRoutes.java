// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.configuration.Configurations;
import org.sonomask.configuration.Definition;
import org.sonomask.configuration.Setting;

/** Everything that can be configured, as far as clients have the {@link Permissions}. */
@Component
public final class ConfigurationRoutes implements Routes {
  @Reference private Configurations configurations;
  @Reference private Permissions permissions;

  /**
   * What is configured, and what can be.
   *
   * @param administration whether clients may change what is not open, too
   */
  record All(boolean administration, List<View> configurations, List<Offer> definitions) {}

  /** A configuration. */
  record View(String id, String definition, Map<String, Object> values) {
    static View of(Setting setting) {
      return new View(setting.pid(), setting.definition().pid(), setting.values());
    }
  }

  /**
   * What a configuration can be of.
   *
   * @param many whether there may be many, named {@code ID~NAME}
   * @param open whether every client may change it
   */
  record Offer(String id, boolean many, boolean open, String title, String description) {
    static Offer of(Definition definition) {
      return new Offer(
          definition.pid(),
          definition.factory(),
          Permissions.isOpen(definition.pid()),
          definition.title(),
          definition.description());
    }
  }

  /** What was removed. */
  record Removed(String id) {}

  @Override
  public List<Route> all() {
    return List.of(
        Route.of(GET, "/configurations", "All configurations", All.class, this::list),
        Route.of(GET, "/configurations/{id}", "A configuration", View.class, this::read),
        new Route(
            PATCH,
            "/configurations/{id}",
            "Set values of a configuration, all or none; null goes back to the default",
            Map.class,
            View.class,
            this::set),
        Route.of(
            DELETE,
            "/configurations/{id}",
            "Delete a configuration; the defaults come back",
            Removed.class,
            this::remove));
  }

  private Object list(String name, ObjectNode body) throws IOException {
    return new All(
        permissions.administration(),
        configurations.settings().stream().map(View::of).toList(),
        configurations.definitions().stream().map(Offer::of).toList());
  }

  private Object read(String id, ObjectNode body) throws IOException {
    return View.of(configurations.setting(id));
  }

  private Object set(String id, ObjectNode body) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      values.put(entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asText());
    }
    permissions.requireConfiguration(id, values.keySet());
    return View.of(configurations.set(id, values));
  }

  private Object remove(String id, ObjectNode body) throws IOException {
    permissions.requireConfiguration(id, Set.of());
    configurations.remove(id);
    return new Removed(id);
  }
}
