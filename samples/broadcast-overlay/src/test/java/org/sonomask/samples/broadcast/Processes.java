// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Stream;

/** The programs of a test; closing ends those that still run, the last one first. */
final class Processes implements AutoCloseable {

  private final Deque<Process> running = new ArrayDeque<>();

  /** A port that nobody has. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static ProcessBuilder builder(Object... command) {
    return new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Runs a program to its end, which has to be a good one. */
  static void run(Object... command) throws IOException, InterruptedException {
    assertEquals(0, builder(command).inheritIO().start().waitFor());
  }

  Process start(Object... command) throws IOException {
    Process process = builder(command).start();
    running.push(process);
    return process;
  }

  /** Starts the sample by the command that the README names. */
  Process sample(Path distribution, Object input, Object output) throws IOException {
    ProcessBuilder builder =
        builder(
            Path.of("run").toAbsolutePath(), input, output, "width=320,height=240,framerate=10/1");
    Map<String, String> environment = builder.environment();
    environment.put("SONOMASK_HOME", distribution.toString());
    environment.put("SONOMASK_JVM_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    running.push(process);
    return process;
  }

  /** Waits until a process prints a line that begins so. */
  static void await(BufferedReader told, String beginning) throws IOException {
    String line = "";
    while (!line.startsWith(beginning)) {
      line = told.readLine();
      if (line == null) {
        throw new AssertionError("it has ended before '" + beginning + "'");
      }
    }
  }

  static void end(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    while (!running.isEmpty()) {
      end(running.pop());
    }
  }
}
