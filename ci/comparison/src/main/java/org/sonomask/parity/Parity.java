// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Runs every captured case of a folder through the interpreters and prints a line a tensor; before
 * that the metrics and the log-mel front end. Exit status 0: all hold; 1: some do not; 2: there is
 * nothing to compare.
 */
public final class Parity {
  private Parity() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || !Files.isDirectory(Path.of(arguments[0]))) {
      System.err.println("usage: parity DIR [CASE…], DIR holds ref_CASE.npz and ref_CASE.json");
      System.exit(2);
    }
    SortedMap<String, Path> archives = ReferenceCase.archives(Path.of(arguments[0]));
    List<String> wanted = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    if (wanted.isEmpty()) {
      wanted.addAll(archives.keySet());
    }
    if (wanted.isEmpty() || !archives.keySet().containsAll(wanted)) {
      System.err.println(
          arguments[0]
              + " holds the cases "
              + archives.keySet()
              + (wanted.isEmpty() ? ": give the folder of ref_*.npz" : ", not all of " + wanted));
      System.exit(2);
    }
    int failures = compareMetricsAndSound(Path.of(arguments[0]));
    for (String name : wanted) {
      failures += compareCase(name, archives.get(name));
    }
    System.out.println(failures == 0 ? "all tensors hold" : failures + " tensors do not hold");
    System.exit(failures == 0 ? 0 : 1);
  }

  private static int compareCase(String name, Path archive) {
    ReferenceCase reference;
    try {
      reference = ReferenceCase.read(archive);
    } catch (IOException | RuntimeException unreadable) {
      System.out.printf("FAIL %-12s cannot be read: %s%n", name, unreadable.getMessage());
      return 1;
    }
    int failures = 0;
    for (Interpreter interpreter :
        List.of(new OnnxInterpreter(false), new OnnxInterpreter(true), new EagerInterpreter())) {
      failures += tryToCompare(reference, interpreter);
    }
    return failures;
  }

  private static int compareMetricsAndSound(Path folder) throws IOException {
    Path metrics = folder.resolve("metrics.json");
    Path sound = folder.resolve("audio_ref.npz");
    int failures = Files.exists(metrics) ? new MetricsComparison(metrics, System.out).compare() : 0;
    return failures + (Files.exists(sound) ? new LogMelComparison(sound, System.out).compare() : 0);
  }

  /** A case that cannot run fails, and the others still run. */
  private static int tryToCompare(ReferenceCase reference, Interpreter interpreter) {
    try {
      return compare(reference, interpreter);
    } catch (Exception | OutOfMemoryError e) {
      System.out.printf("FAIL %-12s %-5s %s%n", reference.name(), interpreter.name(), e);
      return 1;
    }
  }

  private static int compare(ReferenceCase reference, Interpreter interpreter) throws Exception {
    int failures = 0;
    for (boolean forced : interpreter.forces()) {
      Comparison comparison = new Comparison(reference, interpreter.name(), forced, System.out);
      Map<String, float[]> computed = interpreter.run(reference, forced);
      failures += comparison.compare(computed);
      if (forced && !reference.losses().isEmpty()) {
        failures += new LossComparison(reference, interpreter.name(), System.out).compare(computed);
      }
    }
    return failures;
  }
}
