// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that has run to its end.
 *
 * @param exitCode of the process
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Finished(int exitCode, String out, String err) {

  /** These processes end before the better compiler pays. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final long PATIENCE_SECONDS = 600;

  /** Runs {@code bin/sonomask} of the assembled distribution. */
  static Finished sonomask(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Distribution.ROOT.resolve("bin/sonomask").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command);
  }

  /** Runs a program; one that does not end fails the test. */
  static Finished run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("sonomask-test-", ".out");
    Path err = Files.createTempFile("sonomask-test-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("SONOMASK_JVM_OPTIONS", QUICK_START);
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertTrue(ended, command + " hangs: " + Files.readString(err));
      return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
