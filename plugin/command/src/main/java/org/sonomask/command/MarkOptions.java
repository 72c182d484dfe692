// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sonomask.launcher.SubcommandException;

/**
 * The arguments of {@code mark}.
 *
 * @param input file or URI
 * @param output MP4 to write
 * @param masks JSON lines to write
 * @param summary JSON to write
 * @param model file of a model to load first
 * @param live whether the clip plays at its own speed with the newest mask, as a live source would
 * @param interval least time between two inferences
 * @param patience after which a run in which nothing moves is given up
 */
record MarkOptions(
    String input,
    Path output,
    Optional<Path> masks,
    Optional<Path> summary,
    Optional<Path> model,
    boolean live,
    Duration interval,
    Duration patience) {

  private static final String SUBCOMMAND = "mark";

  static final String USAGE =
      """
      INPUT -o OUT.mp4 [OPTION...]

        INPUT              file, or URI that GStreamer can read
        -o OUT.mp4         the clip with its masks drawn, H.264 and AAC
        --masks FILE       write one JSON line a mask
        --summary FILE     write frames, masks, their age, speed and memory as JSON
        --model FILE       mark with this ONNX model instead of the default one
        --interval MS      least milliseconds between two inferences; default 0, every frame
        --patience S       give up when nothing moves for so many seconds; default 60
        --sync aligned     each frame waits for its own mask (default)
        --sync live        the clip plays at its own speed and shows the newest mask""";

  static MarkOptions parse(List<String> arguments) throws SubcommandException {
    Builder builder = new Builder();
    for (Arguments rest = new Arguments(SUBCOMMAND, arguments); rest.hasNext(); ) {
      builder.take(rest.next(), rest);
    }
    return builder.build();
  }

  private static final class Builder {
    private String input;
    private Path output;
    private Path masks;
    private Path summary;
    private Path model;
    private boolean live;
    private Duration interval = Duration.ZERO;
    private Duration patience = Duration.ofSeconds(60);

    void take(String argument, Arguments rest) throws SubcommandException {
      switch (argument) {
        case "-o", "--output" -> output = Path.of(rest.value(argument));
        case "--masks" -> masks = Path.of(rest.value(argument));
        case "--summary" -> summary = Path.of(rest.value(argument));
        case "--model" -> model = Path.of(rest.value(argument));
        case "--interval" -> interval = Duration.ofMillis(rest.number(argument));
        case "--patience" -> patience = Duration.ofSeconds(rest.number(argument));
        case "--sync" -> live = isLive(rest.value(argument));
        default -> input(argument);
      }
    }

    private void input(String argument) throws SubcommandException {
      if (argument.startsWith("-")) {
        throw usage("there is no option '" + argument + "'");
      }
      if (input != null) {
        throw usage("there are two inputs, '" + input + "' and '" + argument + "'");
      }
      input = argument;
    }

    MarkOptions build() throws SubcommandException {
      if (input == null) {
        throw usage("say which clip to mark");
      }
      if (output == null) {
        throw usage("say where to write the marked clip with -o OUT.mp4");
      }
      if (!output.toString().endsWith(".mp4")) {
        throw usage("the marked clip is an MP4, so '" + output + "' must end in .mp4");
      }
      return new MarkOptions(
          input,
          output,
          Optional.ofNullable(masks),
          Optional.ofNullable(summary),
          Optional.ofNullable(model),
          live,
          interval,
          patience);
    }

    private static boolean isLive(String mode) throws SubcommandException {
      return switch (mode) {
        case "live" -> true;
        case "aligned" -> false;
        default -> throw usage("'--sync' is live or aligned, not '" + mode + "'");
      };
    }

    private static SubcommandException usage(String problem) {
      return Arguments.usage(SUBCOMMAND, problem);
    }
  }
}
