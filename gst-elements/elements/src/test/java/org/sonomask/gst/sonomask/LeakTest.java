// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LeakTest {

  @Test
  void theLeaksTracerFindsNothing(@TempDir Path folder) throws Exception {
    assertEquals(List.of(), alive(folder, "clean"));
  }

  @Test
  void theLeaksTracerFindsWhatIsLeaked(@TempDir Path folder) throws Exception {
    assertEquals(1, alive(folder, LeakRun.LEAKING).size());
  }

  /** What the tracer says is alive at the end. */
  private static List<String> alive(Path folder, String how) throws Exception {
    Path log = folder.resolve("tracer.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LeakRun.class.getName(),
            how);
    builder.environment().put("GST_TRACERS", "leaks");
    builder.environment().put("GST_DEBUG", "GST_TRACER:7");
    builder.environment().put("GST_DEBUG_FILE", log.toString());
    builder.environment().put("GST_DEBUG_NO_COLOR", "1");
    builder.redirectErrorStream(true);
    Path output = folder.resolve("output.log");
    Process process = builder.redirectOutput(output.toFile()).start();
    if (!process.waitFor(100, TimeUnit.SECONDS)) {
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
