// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;

/** The page about the filters says what they are configured with, and every default. */
class FilterPageTest {
  private static final Pattern RANKING =
      Pattern.compile("name=\"service.ranking\"[^>]*value=\"(\\d+)\"");

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
          List<Method> properties = ownProperties(configuration);
          for (Method property : properties) {
            // DS writes a dot for an underscore.
            String row =
                "| `%s` | `%s` |"
                    .formatted(property.getName().replace('_', '.'), property.getDefaultValue());
            assertTrue(section.contains(row), filter.name() + " lacks the row " + row);
          }
          assertEquals(
              properties.size(), section.lines().filter(line -> line.startsWith("| `")).count());
        });
  }

  /** What only this filter has: the page's introduction says that each takes a ranking. */
  private static List<Method> ownProperties(Class<?> configuration) {
    return Stream.of(configuration.getDeclaredMethods())
        .filter(property -> !property.getName().equals("service_ranking"))
        .toList();
  }

  @Test
  void everySectionSaysWhereTheFilterRuns() throws IOException {
    String page = Files.readString(Path.of("docs/README.md"));
    for (MaskFilter filter : FILTERS.keySet()) {
      Matcher ranking = RANKING.matcher(component(filter));
      assertTrue(ranking.find(), filter.name() + " has no ranking");
      String text = section(page, filter.name()).replaceAll("\\s+", " ");
      assertTrue(
          text.contains("ranking " + ranking.group(1) + "."),
          filter.name() + ": its section does not say: ranking " + ranking.group(1) + ".");
    }
  }

  private static String component(MaskFilter filter) throws IOException {
    return Files.readString(
        Path.of("target/classes/OSGI-INF", filter.getClass().getName() + ".xml"));
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
      assertTrue(
          component(filter).contains("sonomask.filter." + filter.name() + "\""), filter.name());
    }
  }
}
