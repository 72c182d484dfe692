// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program under GStreamer's leaks tracer, in a process of its own. */
public final class Leaks {

  private Leaks() {}

  /**
   * What the tracer says is alive at the end.
   *
   * @param program whose main ends GStreamer
   */
  public static List<String> of(Path folder, Class<?> program, String... arguments)
      throws Exception {
    Path log = folder.resolve("tracer.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GST_TRACERS", "leaks");
    builder.environment().put("GST_DEBUG", "GST_TRACER:7");
    builder.environment().put("GST_DEBUG_FILE", log.toString());
    builder.environment().put("GST_DEBUG_NO_COLOR", "1");
    builder.redirectErrorStream(true);
    Path output = folder.resolve("output.log");
    Process process = builder.redirectOutput(output.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertEquals(0, process.waitFor(), () -> read(output));
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("object-alive, type-name=(string)Gst"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
