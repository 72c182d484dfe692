// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/**
 * {@code sonomask train}: trains a network. libtorch is too large for a plugin that most install to
 * mark, so it is added by those who train; and it runs in a process of its own, with all memory.
 */
@Component
public final class TrainCommand implements Subcommand {
  private static final String FOLDER = "training";
  private static final String PROGRAM = "org.sonomask.training.Train";
  private static final long STOP_SECONDS = 10;

  private final Path home;

  /** Made by Declarative Services. */
  @Activate
  public TrainCommand(BundleContext context) {
    this(Path.of(context.getProperty("sonomask.home")));
  }

  TrainCommand(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Train a network on AVSBench or on composed scenes";
  }

  @Override
  public String usage() {
    return """
    --data DIR [OPTION...]

      --data DIR         a set of AVSBench: Single-source, Multi-sources or AVSBench_semantic; or
                         a corpus made by ci/data/build, of which scenes are composed
      --config FILE      JSON: network, length of the run, learning rate and so on; default: the
                         small network of the default model
      --out DIR          folder of the run: checkpoint, weights, curve.csv, curve.png; default: run
      --resume           go on with the run in that folder, after an interruption or a crash
      --initial FILE     first weights: of a network, or of an ImageNet backbone for both of its
                         visual backbones; may come again
      --seconds N        stop after so many seconds with a checkpoint
      --clips N          learn from so many clips only""";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.add("-Dsonomask.terminal=" + Boolean.getBoolean("sonomask.terminal"));
    command.addAll(List.of("-cp", classPath(), PROGRAM));
    command.addAll(arguments);
    try {
      return await(new ProcessBuilder(command).inheritIO().start());
    } catch (IOException failure) {
      throw SubcommandException.failed(
          "Java does not start again: " + failure.getMessage() + ".", failure);
    }
  }

  private static int await(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      throw stopped;
    }
  }

  /** Our jars and libtorch's; nothing of it is in the framework. */
  private String classPath() throws SubcommandException {
    Path folder = home.resolve(FOLDER);
    if (jars(folder).stream().noneMatch(TrainCommand::isLibtorch)) {
      throw SubcommandException.failed(remedy(folder));
    }
    return Stream.of(folder, home.resolve("bundle"), home.resolve("lib"))
        .map(path -> path.resolve("*").toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private static boolean isLibtorch(Path jar) {
    return jar.getFileName().toString().matches("pytorch-.*-linux-.*\\.jar");
  }

  private static List<Path> jars(Path folder) throws SubcommandException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException missing) {
      throw SubcommandException.failed(
          "this distribution has no folder '" + folder + "': install a whole one.", missing);
    }
  }

  /** What to add, with the versions that the jars without native code have. */
  private static String remedy(Path folder) throws SubcommandException {
    StringBuilder text = new StringBuilder("libtorch is not installed; add it (110 MB) with\n\n");
    for (Path jar : jars(folder)) {
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      if (name.matches("(javacpp|openblas|pytorch)-.*")) {
        String artifact = name.substring(0, name.indexOf('-'));
        text.append("  mvn dependency:copy -DoutputDirectory=")
            .append(folder)
            .append(" \\\n    -Dartifact=org.bytedeco:")
            .append(artifact)
            .append(':')
            .append(name.substring(artifact.length() + 1))
            .append(":jar:linux-x86_64\n");
      }
    }
    return text.append(
            "\nFor an NVIDIA GPU with CUDA 13 take pytorch's linux-x86_64-gpu instead (460 MB).")
        .toString();
  }
}
