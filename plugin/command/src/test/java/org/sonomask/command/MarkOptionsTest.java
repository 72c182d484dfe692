// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonomask.launcher.SubcommandException;

class MarkOptionsTest {

  private static MarkOptions parse(String line) throws SubcommandException {
    return MarkOptions.parse(List.of(line.split(" ")));
  }

  @Test
  void aClipAndWhereToPutItAreEnough() throws SubcommandException {
    MarkOptions options = parse("dog.webm -o out.mp4");
    assertEquals("dog.webm", options.input());
    assertEquals(Path.of("out.mp4"), options.output());
    assertFalse(options.live());
    assertEquals(Duration.ZERO, options.interval());
    assertEquals(Optional.empty(), options.masks());
  }

  @Test
  void everyOptionIsTaken() throws SubcommandException {
    MarkOptions options =
        parse(
            "--sync live --masks m.jsonl --summary s.json --model x.onnx --interval 200 --patience 9"
                + " --output out.mp4 dog.webm");
    assertTrue(options.live());
    assertEquals(Optional.of(Path.of("m.jsonl")), options.masks());
    assertEquals(Optional.of(Path.of("s.json")), options.summary());
    assertEquals(Optional.of(Path.of("x.onnx")), options.model());
    assertEquals(Duration.ofMillis(200), options.interval());
    assertEquals(Duration.ofSeconds(9), options.patience());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-o out.mp4",
        "dog.webm",
        "dog.webm -o",
        "dog.webm cat.webm -o out.mp4",
        "dog.webm -o out.avi",
        "dog.webm -o out.mp4 --loud",
        "dog.webm -o out.mp4 --sync fast",
        "dog.webm -o out.mp4 --interval soon",
        "dog.webm -o out.mp4 --interval -1"
      })
  void wrongArgumentsAreOneSentence(String line) {
    SubcommandException wrong = assertThrows(SubcommandException.class, () -> parse(line));
    assertEquals(SubcommandException.USAGE, wrong.exitCode());
    assertTrue(wrong.getMessage().endsWith("'sonomask help mark' explains the arguments."));
    assertEquals(1, wrong.getMessage().lines().count());
  }
}
