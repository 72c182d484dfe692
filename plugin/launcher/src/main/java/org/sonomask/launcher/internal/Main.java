// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.sonomask.launcher.Plugin;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** Starts the framework, runs one subcommand in it, and ends the process with its exit code. */
public final class Main {

  static final String HELP = "help";

  private static final String WITH = "--with";

  /** The subcommand that is there for the configured pipelines. */
  private static final String SERVE = "serve";

  /** The framework property that says whether configured pipelines play in this process. */
  static final String PIPELINES = "sonomask.pipelines";

  /** The system property that names the distribution's folder; {@code bin/sonomask} sets it. */
  private static final String HOME = "sonomask.home";

  /** Exit code of a defect of ours, as {@code sysexits.h} has it. */
  static final int DEFECT = 70;

  private static final int SHUTDOWN_SECONDS = 10;

  private final Subcommands subcommands;
  private final PrintStream out;
  private final PrintStream err;

  Main(Subcommands subcommands, PrintStream out, PrintStream err) {
    this.subcommands = subcommands;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    CountDownLatch ended = new CountDownLatch(1);
    interruptOnShutdown(Thread.currentThread(), ended);
    int exitCode = DEFECT;
    try {
      exitCode = start(List.of(arguments));
    } finally {
      ended.countDown();
    }
    System.exit(exitCode);
  }

  /** So that a subcommand can clean up behind itself after Ctrl-C or SIGTERM. */
  private static void interruptOnShutdown(Thread running, CountDownLatch ended) {
    Thread hook =
        new Thread(
            () -> {
              running.interrupt();
              try {
                ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
              }
            },
            "sonomask-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static int start(List<String> arguments) {
    if (arguments.size() > 1 && arguments.get(0).equals(WITH)) {
      System.setProperty("sonomask.with", arguments.get(1));
      return start(arguments.subList(2, arguments.size()));
    }
    if (arguments.indexOf(SERVE) != 0) {
      System.getProperties().putIfAbsent(PIPELINES, "false");
    }
    try (Plugin plugin = Plugin.start(Path.of(System.getProperty(HOME)))) {
      Subcommands subcommands = Subcommands.in(plugin.context());
      return new Main(subcommands, System.out, System.err).run(arguments);
    } catch (IOException | BundleException failure) {
      System.err.println("sonomask: the plugin does not start: " + failure.getMessage());
      return DEFECT;
    }
  }

  int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      err.println(subcommands.overview());
      return SubcommandException.USAGE;
    }
    String name = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    if (name.equals(HELP) || name.equals("--help")) {
      return help(rest);
    }
    return subcommands.named(name).map(known -> run(known, rest)).orElseGet(() -> unknown(name));
  }

  private int help(List<String> about) {
    if (about.isEmpty()) {
      out.println(subcommands.overview());
      return 0;
    }
    String name = about.get(0);
    return subcommands.named(name).map(this::explain).orElseGet(() -> unknown(name));
  }

  private int explain(Subcommand subcommand) {
    out.println(subcommand.summary() + ".\n");
    out.println("Usage: sonomask " + subcommand.name() + " " + subcommand.usage());
    return 0;
  }

  private int unknown(String name) {
    err.println("sonomask: there is no subcommand '" + name + "'; 'sonomask help' lists them.");
    return SubcommandException.USAGE;
  }

  private int run(Subcommand subcommand, List<String> arguments) {
    if (arguments.contains("--help")) {
      return explain(subcommand);
    }
    try {
      return subcommand.run(arguments, out, err);
    } catch (SubcommandException failure) {
      err.println("sonomask " + subcommand.name() + ": " + failure.getMessage());
      return failure.exitCode();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return SubcommandException.FAILED;
    } catch (RuntimeException defect) {
      err.println("sonomask " + subcommand.name() + ": a defect of Sonomask, please report it:");
      defect.printStackTrace(err);
      return DEFECT;
    }
  }
}
