// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code bin/sonomask train} of the assembled distribution, which has no libtorch. */
class TrainTest {

  @Test
  void withoutLibtorchItSaysWhatToAdd() throws Exception {
    Finished ended = Finished.sonomask("train", "--data", "set");
    assertNotEquals(0, ended.exitCode());
    for (String artifact : List.of("pytorch", "openblas", "javacpp")) {
      assertTrue(ended.err().contains("-Dartifact=org.bytedeco:" + artifact + ":"), ended.err());
    }
  }

  @Test
  void libtorchIsNeitherInTheTrainingFolderNorAmongTheBundles() throws Exception {
    try (Stream<Path> files = Files.walk(Distribution.ROOT)) {
      List<String> natives =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("(pytorch|openblas|javacpp)-.*linux.*"))
              .toList();
      assertEquals(List.of(), natives);
    }
  }
}
