// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program to run, of any language. */
final class Program {

  private static final long PATIENCE_SECONDS = 600;

  /** These processes end before the better compiler pays. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final List<String> command;
  private final ProcessBuilder builder;

  private Program(List<String> command) {
    this.command = command;
    this.builder = new ProcessBuilder(command);
    with("SONOMASK_JVM_OPTIONS", QUICK_START);
  }

  static Program of(Object... command) {
    return new Program(Stream.of(command).map(Object::toString).toList());
  }

  /** Compiles a C program. */
  static Path compile(Path source, Path program, String library)
      throws IOException, InterruptedException {
    of(
            "sh",
            "-c",
            "gcc -std=gnu11 -O2 -Wall -Wextra -Werror \"$0\" -o \"$1\""
                + " $(pkg-config --cflags --libs \"$2\")",
            source,
            program,
            library)
        .run()
        .succeeded();
    return program;
  }

  Program with(String variable, Object value) {
    builder.environment().put(variable, value.toString());
    return this;
  }

  /** As on a machine without Java. */
  Program withoutJava() {
    return with("JAVA_HOME", "/nonexistent");
  }

  /**
   * What came of it.
   *
   * @param exitCode of the process
   * @param out what it printed on standard output
   * @param err what it printed on standard error
   */
  record Outcome(int exitCode, String out, String err) {

    Outcome succeeded() {
      assertEquals(0, exitCode, out + err);
      return this;
    }
  }

  /** Runs it to its end; one that does not end fails the test. */
  Outcome run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("sonomask-test-", ".out");
    Path err = Files.createTempFile("sonomask-test-", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertTrue(ended, command + " hangs: " + Files.readString(err));
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts it, for the caller to end; what it says on standard error is the test's. */
  Process start() throws IOException {
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
