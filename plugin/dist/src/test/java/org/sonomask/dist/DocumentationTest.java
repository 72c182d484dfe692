// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.launcher.Plugin;
import org.sonomask.launcher.Subcommand;

/** What the plugin offers is what the documentation says it offers. */
class DocumentationTest {

  /** Set by {@code ci/docs}: write the pages instead of comparing them. */
  private static final boolean WRITE = Boolean.getBoolean("sonomask.docs.write");

  private static final Path ROOT = Path.of("../..");
  private static final Path PAGES = ROOT.resolve("gst-elements/elements/docs");

  private static Plugin plugin;

  @BeforeAll
  static void startFelix() throws Exception {
    plugin = Distribution.start();
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
  void everyElementHasAPageWithAllItsProperties() throws Exception {
    for (ElementProvider provider : services(ElementProvider.class)) {
      Path file = PAGES.resolve(provider.type().factory() + ".md");
      String page = ElementPage.of(provider.type());
      if (WRITE) {
        Files.createDirectories(PAGES);
        Files.writeString(file, page);
      }
      assertTrue(Files.exists(file), file + " is missing: run ci/docs and commit it");
      assertEquals(Files.readString(file), page, file + " is out of date: run ci/docs");
    }
  }

  @Test
  void theReadmeNamesEveryElementAndEverySubcommand() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    for (ElementProvider provider : services(ElementProvider.class)) {
      String factory = provider.type().factory();
      assertTrue(
          readme.contains("gst-elements/elements/docs/" + factory + ".md"),
          "README.md does not lead to the page of " + factory);
    }
    for (Subcommand subcommand : services(Subcommand.class)) {
      assertTrue(
          readme.contains("`" + subcommand.name()),
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
