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
 * @param layout of the folder
 * @param folder of the set
 * @param split train, val or test
 * @param model file of the model
 * @param json to write
 */
record EvaluateOptions(
    BenchLayout layout, Path folder, String split, Path model, Optional<Path> json) {

  static final String USAGE =
      """
      --layout s4|ms3|avss DIR --model MODEL.onnx [OPTION...]

        DIR                a set of AVSBench: Single-source, Multi-sources or AVSBench_semantic
        --layout LAYOUT    which of the three it is
        --model FILE       the model; it sees each frame with its last seconds of sound, as live
        --split SPLIT      train, val or test (default)
        --json FILE        write the figures as JSON""";

  static EvaluateOptions parse(List<String> arguments) throws SubcommandException {
    BenchLayout layout = null;
    Path folder = null;
    Path model = null;
    Path json = null;
    String split = "test";
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--layout" -> layout = layout(value(argument, rest));
        case "--model" -> model = Path.of(value(argument, rest));
        case "--json" -> json = Path.of(value(argument, rest));
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
    return new EvaluateOptions(layout, folder, split, model, Optional.ofNullable(json));
  }

  private static BenchLayout layout(String name) throws SubcommandException {
    try {
      return BenchLayout.of(name);
    } catch (IllegalArgumentException unknown) {
      throw usage("the layout is s4, ms3 or avss, not '" + name + "'");
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
