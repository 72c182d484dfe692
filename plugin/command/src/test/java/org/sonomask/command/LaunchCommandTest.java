// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.launcher.SubcommandException;

class LaunchCommandTest {

  private static int launch(String pipeline) throws SubcommandException, InterruptedException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new LaunchCommand().run(List.of(pipeline.split(" ")), nowhere, nowhere);
  }

  /** x264enc posts a LATENCY message when it knows its format. */
  @Test
  void aLivePipelineWhoseLatencyChangesRunsToItsEnd() throws Exception {
    assertEquals(0, launch("videotestsrc is-live=true num-buffers=40 ! x264enc ! fakesink"));
  }

  @Test
  void anElementThatIsMissingIsNamed() {
    SubcommandException refusal =
        assertThrows(SubcommandException.class, () -> launch("videotestsrc ! nosuchelement"));
    assertTrue(refusal.getMessage().contains("nosuchelement"), refusal.getMessage());
  }
}
