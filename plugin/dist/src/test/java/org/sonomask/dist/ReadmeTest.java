// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README run as they stand there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SCRIPT = Pattern.compile("(?m)^(ci/\\w+)");

  /** Of the files that the commands make, one for each command. */
  private static final List<String> MADE =
      List.of(
          "marked.mp4",
          "masks.jsonl",
          "pictures/3.png",
          "overlay.mp4",
          "frame-019.jpg",
          "matte-019.png",
          "fill-019.jpg",
          "key-019.jpg",
          "background-019.jpg",
          "private-019.jpg",
          "masks.ts",
          "later-019.jpg",
          "focus-019.jpg");

  @TempDir private Path folder;

  private static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void theScriptsOfTheReadmeAreThere() throws IOException {
    List<MatchResult> scripts = SCRIPT.matcher(blocks().get(0)).results().toList();
    assertEquals(2, scripts.size());
    for (MatchResult script : scripts) {
      assertTrue(Files.isExecutable(ROOT.resolve(script.group(1))), script.group(1));
    }
  }

  @Test
  void theCommandsOfTheReadmeRun() throws Exception {
    Path zip =
        Files.createDirectories(folder.resolve("plugin/dist/target")).resolve("sonomask.zip");
    Files.copy(Path.of("target/sonomask.zip"), zip);
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Files.copy(Distribution.modelBundle(folder), files.getPath("sonomask/bundle/test-model.jar"));
    }
    Clips.whole(folder.resolve("clip.webm"), 2);

    String commands = String.join("\n", blocks().subList(1, blocks().size()));
    Path script =
        Files.writeString(folder.resolve("script"), "set -e\ncd " + folder + "\n" + commands);
    Finished ended = Finished.run(List.of("bash", script.toString()));

    assertEquals(0, ended.exitCode(), ended.err());
    for (String made : MADE) {
      assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }
  }
}
