// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says to type once the package is installed runs as it stands there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
  private static final String CLIP =
      "ffmpeg -v error -f lavfi -i testsrc=s=160x120:r=10:d=2 -f lavfi -i anoisesrc=d=2 \"$0\"";

  @TempDir private Path folder;

  @Test
  void theCommandsForTheShellRun() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    assertTrue(block.find());
    Files.createSymbolicLink(folder.resolve("samples"), ROOT.resolve("samples"));
    Program.of("sh", "-c", CLIP, folder.resolve("clip.webm")).run().succeeded();

    Installed.in(folder.resolve("installed"))
        .program(folder, "bash", "-c", "set -e; cd \"$0\"; " + block.group(1), folder)
        .run()
        .succeeded();
    assertTrue(Files.size(folder.resolve("painted.mp4")) > 0);
    assertTrue(Files.isExecutable(folder.resolve("rtsp-server")));
  }
}
