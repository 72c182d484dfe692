// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.launcher.Plugin;
import org.sonomask.launcher.Subcommand;

/** What the plugin offers is what the README says it offers. */
class DocumentationTest {

  private static final Path ROOT = Path.of("../..");
  private static final String PAGES = "gst-elements/elements/docs/";
  private static final String FILTERS = "bundles/filters/docs";

  private static Plugin plugin;
  private static String readme;

  @BeforeAll
  static void startFelix() throws Exception {
    plugin = Distribution.start();
    readme = Files.readString(ROOT.resolve("README.md"));
  }

  @AfterAll
  static void stopFelix() throws IOException {
    plugin.close();
  }

  private static <T> List<T> services(Class<T> type) throws InvalidSyntaxException {
    BundleContext context = plugin.context();
    List<T> services = new ArrayList<>();
    for (ServiceReference<T> reference : context.getServiceReferences(type, null)) {
      services.add(context.getService(reference));
    }
    assertTrue(!services.isEmpty(), "no " + type.getSimpleName() + " service is there");
    return services;
  }

  @Test
  void theReadmeLeadsToThePageOfEveryElement() throws Exception {
    for (ElementProvider provider : services(ElementProvider.class)) {
      String page = PAGES + provider.type().factory() + ".md";
      assertTrue(Files.exists(ROOT.resolve(page)), page + " is missing");
      assertTrue(readme.contains("(" + page + ")"), "README.md does not lead to " + page);
    }
  }

  @Test
  void theFiltersPageHasASectionAboutEveryFilter() throws Exception {
    String page = Files.readString(ROOT.resolve(FILTERS + "/README.md"));
    ServiceReference<?>[] filters =
        plugin.context().getAllServiceReferences("org.sonomask.api.MaskFilter", null);
    assertEquals(8, filters.length);
    for (ServiceReference<?> filter : filters) {
      String component = (String) filter.getProperty("component.name");
      String name = component.replaceAll(".*\\.|Filter$", "").toLowerCase(Locale.ROOT);
      assertTrue(page.contains("\n## " + name + "\n"), FILTERS + " lacks a section about " + name);
      String ranking = "ranking " + filter.getProperty(Constants.SERVICE_RANKING) + ".";
      assertTrue(page.replace('\n', ' ').contains(ranking), name + " has " + ranking);
    }
    assertTrue(readme.contains("(" + FILTERS + ")"), "README.md does not lead to " + FILTERS);
  }

  @Test
  void theReadmeNamesEverySubcommand() throws Exception {
    for (Subcommand subcommand : services(Subcommand.class)) {
      assertTrue(
          readme.contains("| `" + subcommand.name() + "` |"),
          "README.md does not name the subcommand " + subcommand.name());
    }
  }

  @Test
  void everySubcommandExplainsItself() throws Exception {
    for (Subcommand subcommand : services(Subcommand.class)) {
      assertTrue(subcommand.name().matches("[a-z]+"), subcommand.name());
      assertTrue(!subcommand.summary().isBlank(), subcommand.name() + " has no summary");
      assertTrue(!subcommand.summary().endsWith("."), subcommand.name() + ": a line, no sentence");
    }
  }
}
