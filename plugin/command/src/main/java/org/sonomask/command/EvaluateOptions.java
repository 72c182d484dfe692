// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sonomask.combo.data.BenchLayout;
import org.sonomask.launcher.SubcommandException;

/**
 * The arguments of {@code evaluate}.
 *
 * @param layout of the folder; none for the composed sets of a corpus
 * @param folder of the set
 * @param split train, val or test
 * @param model file of the model
 * @param json to write
 * @param clips of each composed set at most
 */
record EvaluateOptions(
    Optional<BenchLayout> layout,
    Path folder,
    String split,
    Path model,
    Optional<Path> json,
    int clips) {

  static final String USAGE =
      """
      --layout s4|ms3|avss|composed DIR --model MODEL.onnx [OPTION...]

        DIR                a set of AVSBench: Single-source, Multi-sources or AVSBench_semantic;
                           or a corpus, of which sets of test clips are composed
        --layout LAYOUT    which of the four it is
        --model FILE       the model; it sees each frame with its last seconds of sound, as live
        --split SPLIT      train, val or test (default)
        --clips N          composed clips of each set at most
        --json FILE        write the figures as JSON""";

  private static final String COMPOSED = "composed";

  static EvaluateOptions parse(List<String> arguments) throws SubcommandException {
    String layout = null;
    Path folder = null;
    Path model = null;
    Path json = null;
    String split = "test";
    int clips = Integer.MAX_VALUE;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--layout" -> layout = value(argument, rest);
        case "--model" -> model = Path.of(value(argument, rest));
        case "--json" -> json = Path.of(value(argument, rest));
        case "--clips" -> clips = number(value(argument, rest));
        case "--split" -> split = value(argument, rest);
        default -> {
          if (argument.startsWith("-") || folder != null) {
            throw usage("'" + argument + "' is not understood");
          }
          folder = Path.of(argument);
        }
      }
    }
    if (layout == null || folder == null || model == null) {
      throw usage("say --layout, the folder and --model");
    }
    return new EvaluateOptions(
        layout(layout), folder, split, model, Optional.ofNullable(json), clips);
  }

  private static Optional<BenchLayout> layout(String name) throws SubcommandException {
    try {
      return name.equals(COMPOSED) ? Optional.empty() : Optional.of(BenchLayout.of(name));
    } catch (IllegalArgumentException unknown) {
      throw usage("the layout is s4, ms3, avss or composed, not '" + name + "'");
    }
  }

  private static int number(String value) throws SubcommandException {
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException wrong) {
      throw usage("'" + value + "' is no number of clips");
    }
  }

  private static String value(String option, Iterator<String> rest) throws SubcommandException {
    if (!rest.hasNext()) {
      throw usage("'" + option + "' needs a value");
    }
    return rest.next();
  }

  private static SubcommandException usage(String problem) {
    return SubcommandException.usage(
        problem + "; 'sonomask help evaluate' explains the arguments.");
  }
}
