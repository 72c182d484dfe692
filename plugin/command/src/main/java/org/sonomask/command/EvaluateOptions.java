// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.launcher.SubcommandException;

/** The arguments of {@code evaluate}. */
final class EvaluateOptions {
  private static final String SUBCOMMAND = "evaluate";

  static final String USAGE =
      """
      --layout s4|ms3|avss|composed DIR --model MODEL.onnx [OPTION...]

        DIR                a set of AVSBench: Single-source, Multi-sources or AVSBench_semantic;
                           or a corpus, of which sets of test clips are composed
        --layout LAYOUT    which of the four it is
        --model FILE       the model; it sees each frame with its last seconds of sound, as live.
                           Further ones, an ablation's for example, are measured beside it
        --baselines        measure an empty mask and saliency beside it
        --classifier FILE  and the class activation maps of this ImageNet ResNet-34, where salient
        --split SPLIT      train, val or test (default)
        --clips N          composed clips of each set at most
        --films N          measure how steady masks are, on so many films at 25 frames/s
        --smoothing X      strength of the filters for that, above 0 to 1; default: 0.5
        --failures FILE    draw the first model's worst composed clips of each set, as a JPEG
        --json FILE        write the figures as JSON; the entry 'cpu' of a file there is kept""";

  private static final String COMPOSED = "composed";

  private final List<Path> models = new ArrayList<>();
  private Path folder;
  private String layout;
  private String split = "test";
  private Path classifier;
  private Path json;
  private Path failures;
  private boolean baselines;
  private int clips = Integer.MAX_VALUE;
  private int films;
  private double smoothing = 0.5;

  private EvaluateOptions() {}

  static EvaluateOptions parse(List<String> arguments) throws SubcommandException {
    EvaluateOptions options = new EvaluateOptions();
    for (Arguments rest = new Arguments(SUBCOMMAND, arguments); rest.hasNext(); ) {
      options.take(rest.next(), rest);
    }
    if (options.layout == null || options.folder == null || options.models.isEmpty()) {
      throw usage("say --layout, the folder and --model");
    }
    options.layout();
    return options;
  }

  private void take(String argument, Arguments rest) throws SubcommandException {
    switch (argument) {
      case "--layout" -> layout = rest.value(argument);
      case "--model" -> models.add(Path.of(rest.value(argument)));
      case "--baselines" -> baselines = true;
      case "--classifier" -> classifier = Path.of(rest.value(argument));
      case "--failures" -> failures = Path.of(rest.value(argument));
      case "--json" -> json = Path.of(rest.value(argument));
      case "--clips" -> clips = rest.number(argument);
      case "--films" -> films = rest.number(argument);
      case "--smoothing" -> smoothing = share(rest.value(argument));
      case "--split" -> split = rest.value(argument);
      default -> {
        if (argument.startsWith("-") || folder != null) {
          throw usage("'" + argument + "' is not understood");
        }
        folder = Path.of(argument);
      }
    }
  }

  /** Of the folder; none for the composed sets of a corpus. */
  Optional<BenchLayout> layout() throws SubcommandException {
    try {
      return layout.equals(COMPOSED) ? Optional.empty() : Optional.of(BenchLayout.of(layout));
    } catch (IllegalArgumentException unknown) {
      throw usage("the layout is s4, ms3, avss or composed, not '" + layout + "'");
    }
  }

  Path folder() {
    return folder;
  }

  /** One or more. */
  List<Path> models() {
    return models;
  }

  boolean baselines() {
    return baselines;
  }

  Optional<Path> classifier() {
    return Optional.ofNullable(classifier);
  }

  /** train, val or test. */
  String split() {
    return split;
  }

  /** Composed clips of each set at most. */
  int clips() {
    return clips;
  }

  /** For steadiness; 0 measures none. */
  int films() {
    return films;
  }

  /** Strength of the filters, above 0 to 1. */
  double smoothing() {
    return smoothing;
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  Optional<Path> failures() {
    return Optional.ofNullable(failures);
  }

  private static double share(String value) throws SubcommandException {
    try {
      double share = Double.parseDouble(value);
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException wrong) {
      // Said below, like a number out of range.
    }
    throw usage("--smoothing is above 0 to 1, not '" + value + "'");
  }

  private static SubcommandException usage(String problem) {
    return Arguments.usage(SUBCOMMAND, problem);
  }
}
