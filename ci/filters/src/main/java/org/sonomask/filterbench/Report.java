// SPDX-License-Identifier: Apache-2.0
package org.sonomask.filterbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.scenes.Split;

/**
 * Writes the figures as JSON and as a page.
 *
 * @param films of each kind
 * @param frames of a film
 */
record Report(
    SegmenterInfo model,
    Split split,
    int films,
    int frames,
    Map<Setting, Figures> figures,
    Figures truth) {

  /** Writes {@code file.json} and {@code file.md}. */
  void write(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    mapper.writeValue(Path.of(file + ".json").toFile(), json(mapper));
    Files.writeString(Path.of(file + ".md"), page());
    System.out.print(page());
  }

  private ObjectNode json(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("date", LocalDate.now().toString());
    json.put("command", command());
    json.put("model", model.model()).put("version", model.version());
    json.put("java", Runtime.version().toString()).put("machine", machine());
    json.put("films", 2 * films).put("frames", frames).put("rate", 25);
    json.put("truth_flicker", truth.flicker());
    ObjectNode rows = json.putObject("rows");
    figures.forEach(
        (setting, figure) ->
            rows.putObject(setting.name())
                .put("mj", figure.jaccard())
                .put("flicker", figure.flicker())
                .put("lag", figure.lag())
                .put("lag_p90", figure.lagOfNineInTen())
                .put("steps", figure.steps())
                .put("ms_per_mask", figure.perMask())
                .put("ms_per_frame", figure.perFrame()));
    return json;
  }

  private String command() {
    return "ci/bench-filters " + films + " " + split.name().toLowerCase(Locale.ROOT);
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + processor();
  }

  private static String processor() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        String.format(
            Locale.ROOT,
            """
            # Mask filters

            `%s`, %s, model %s %s, Java %s, %s.

            %d films of %d frames at 25 a second, half of them with one object that sounds and half with
            two or three, composed of the corpus's %s side; every object moves. Masks are aligned with
            their frames, but for the rows that say late. M_J is over all frames. Flicker is the mean of
            1 - IoU of each mask with the one before, moved with the picture by our own optical flow; the
            truth's own is %.4f, from sources that start and stop. Lag is in frames from
            where the model's own answers are made to start or stop until half of that shows, mean and
            90th percentile. Times are processor time of one core. Filters have the values of an
            empty configuration, smoothing is 0.5. All filters are those that work without one, but for
            synchrony, which is for people who talk.

            | masks | M_J | flicker | lag | p90 | ms a mask | ms a frame |
            |---|---|---|---|---|---|---|
            """,
            command(),
            LocalDate.now(),
            model.model(),
            model.version(),
            Runtime.version(),
            machine(),
            2 * films,
            frames,
            split.name().toLowerCase(Locale.ROOT),
            truth.flicker()));
    figures.forEach((setting, figure) -> page.append(row(setting.name(), figure)));
    return page.toString();
  }

  private static String row(String name, Figures figure) {
    return String.format(
        Locale.ROOT,
        "| %s | %.4f | %.4f | %.2f | %d | %.2f | %.2f |%n",
        name,
        figure.jaccard(),
        figure.flicker(),
        figure.lag(),
        figure.lagOfNineInTen(),
        figure.perMask(),
        figure.perFrame());
  }
}
