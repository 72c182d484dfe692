// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine speaks to nobody. Seen from a process of its own. */
@EnabledOnOs(OS.LINUX)
class OfflineTest {
  @TempDir Path folder;
  private Path home;
  private Path model;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    model = new TestModel(16, 16, 1).write(folder);
  }

  @Test
  void noConnectionIsAskedForAndNoSocketIsOpened() throws Exception {
    assertEquals(List.of(OfflineProbe.DONE), run(List.of()));
  }

  @Test
  void nothingIsLeftInTheHomeFolder() throws Exception {
    run(List.of());
    try (Stream<Path> left = Files.walk(home)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void itWorksWithoutANetwork() throws Exception {
    List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--net");
    List<String> probe = new ArrayList<>(unshare);
    probe.add("true");
    Assumptions.assumeTrue(start(probe).waitFor() == 0, "user namespaces are not allowed here");
    assertEquals(List.of(OfflineProbe.DONE), run(unshare));
  }

  /** As hosts with many jars on their class path have. */
  @Test
  void itStartsInAProcessWithALongCommandLine() throws Exception {
    assertEquals(List.of(OfflineProbe.DONE), run(List.of(), "x".repeat(100_000)));
  }

  /** What the probe prints. */
  private List<String> run(List<String> prefix, String... more) throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OfflineProbe.class.getName());
    command.add(model.toString());
    command.addAll(List.of(more));
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it hangs");
    assertEquals(0, process.exitValue());
    return output.lines().toList();
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(Set.of("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"));
    builder.environment().put("HOME", home.toString());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
