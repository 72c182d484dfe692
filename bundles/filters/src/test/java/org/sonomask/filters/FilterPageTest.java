// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;

/** The page about the filters says what they are configured with, and every default. */
class FilterPageTest {
  private static final Map<MaskFilter, Class<?>> FILTERS =
      Map.of(
          new PropagationFilter(), PropagationFilter.Configuration.class,
          new GateFilter(), GateFilter.Configuration.class,
          new SimilarityFilter(), SimilarityFilter.Configuration.class,
          new HysteresisFilter(), HysteresisFilter.Configuration.class,
          new AreaFilter(), AreaFilter.Configuration.class,
          new DurationFilter(), DurationFilter.Configuration.class,
          new SynchronyFilter(), SynchronyFilter.Configuration.class,
          new TracksFilter(), TracksFilter.Configuration.class);

  @Test
  void everyFilterHasASectionWithItsPropertiesAndTheirDefaults() throws IOException {
    String page = Files.readString(Path.of("docs/README.md"));
    FILTERS.forEach(
        (filter, configuration) -> {
          String section = section(page, filter.name());
          assertTrue(
              section.contains("`sonomask.filter." + filter.name() + "`"),
              filter.name() + "'s PID");
          Method[] properties = configuration.getDeclaredMethods();
          for (Method property : properties) {
            // DS writes a dot for an underscore.
            String row =
                "| `%s` | `%s` |"
                    .formatted(property.getName().replace('_', '.'), property.getDefaultValue());
            assertTrue(section.contains(row), filter.name() + " lacks the row " + row);
          }
          assertEquals(
              properties.length, section.lines().filter(line -> line.startsWith("| `")).count());
        });
  }

  private static String section(String page, String name) {
    int start = page.indexOf("\n## " + name + "\n");
    assertTrue(start >= 0, "no section about " + name);
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  @Test
  void everyComponentIsInTheBundleWithItsPid() throws IOException {
    for (MaskFilter filter : FILTERS.keySet()) {
      Path component = Path.of("target/classes/OSGI-INF", filter.getClass().getName() + ".xml");
      assertTrue(
          Files.readString(component).contains("sonomask.filter." + filter.name() + "\""),
          component.toString());
    }
  }
}
