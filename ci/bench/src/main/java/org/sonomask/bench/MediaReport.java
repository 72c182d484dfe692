// SPDX-License-Identifier: Apache-2.0
package org.sonomask.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.freedesktop.gstreamer.Gst;

/**
 * What was measured, as a table for people and as JSON to be kept.
 *
 * @param added CPU by element
 * @param differences of the painted pictures to sonooverlay's, in steps of 255
 * @param cutOutDifference of alpha's picture to sonomatte's, in steps of 255
 */
record MediaReport(
    Map<String, Rounds.Added> added, Map<String, Integer> differences, int cutOutDifference) {

  private static final List<String> YARDSTICKS =
      List.of("identity", "gdkpixbufoverlay", "compositor", "alpha", "alpha, one value all over");

  /** Microseconds below which an element's cost is noise; stands in for less in ratios. */
  private static final double LEAST = 1;

  void print(PrintStream out) {
    out.printf("%-46s %10s %19s", "added CPU per 1080p frame", "us", "least to most");
    YARDSTICKS.forEach(yardstick -> out.printf(" %18s", "x " + yardstick));
    out.println();
    added.forEach(
        (name, cost) -> {
          out.printf(
              Locale.ROOT,
              "%-46s %10.1f %9.1f %9.1f",
              name,
              cost.median(),
              cost.least(),
              cost.most());
          ratios(cost).values().forEach(ratio -> out.printf(Locale.ROOT, " %18.3f", ratio));
          out.println();
        });
    differences.forEach(
        (element, difference) ->
            out.printf("sonooverlay and %s: same picture within %d of 255%n", element, difference));
    out.printf("sonomatte and alpha: same picture within %d of 255%n", cutOutDifference);
  }

  private Map<String, Double> ratios(Rounds.Added cost) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (String yardstick : YARDSTICKS) {
      double base = Math.max(LEAST, added.get(yardstick).median());
      ratios.put(yardstick, rounded(cost.median() / base, 1000));
    }
    return ratios;
  }

  void write(Path file, String command, int rounds) throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("what", "added process CPU per 1920x1080 I420 frame, microseconds, by element");
    content.put("added_us_per_frame", byElement(cost -> rounded(cost.median(), 10)));
    content.put(
        "spread_us", byElement(c -> List.of(rounded(c.least(), 10), rounded(c.most(), 10))));
    content.put("ratio_to (identity counts as 1 us at least)", byElement(this::ratios));
    content.put("largest_difference_to_sonooverlay_of_255", differences);
    content.put("largest_difference_of_alpha_to_sonomatte_of_255", cutOutDifference);
    content.put("method", method(rounds));
    content.put("command", command);
    content.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    content.put("machine", machine());
    content.put("versions", versions());
    Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), content);
  }

  private static String method(int rounds) {
    return "CLOCK_PROCESS_CPUTIME_ID of the whole process, less that of the same pipeline without"
        + " the element in the same round; median of "
        + rounds
        + " interleaved rounds of "
        + MediaBench.FRAMES_PER_RUN
        + " frames as fast as they go; sonomask live, in real time, 25 frames/s, 10 inferences/s,"
        + " with a service that has its masks ready";
  }

  private <T> Map<String, T> byElement(Function<Rounds.Added, T> figure) {
    Map<String, T> figures = new LinkedHashMap<>();
    added.forEach((name, cost) -> figures.put(name, figure.apply(cost)));
    return figures;
  }

  private static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }

  private static Map<String, Object> machine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
    return Map.of(
        "processor",
        processor,
        "cores",
        Runtime.getRuntime().availableProcessors(),
        "system",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "architecture",
        System.getProperty("os.arch"));
  }

  private static Map<String, String> versions() {
    return Map.of(
        "java",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        "gstreamer",
        Gst.getVersionString());
  }
}
