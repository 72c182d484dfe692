// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Answers with the number of its arguments, and fails when told to. */
  private record Count(String name) implements Subcommand {
    @Override
    public String summary() {
      return "Count arguments";
    }

    @Override
    public String usage() {
      return "[ARGUMENT...]";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err)
        throws SubcommandException {
      if (arguments.contains("fail")) {
        throw SubcommandException.failed("it failed as asked.");
      }
      if (arguments.contains("break")) {
        throw new IllegalStateException("broken");
      }
      return arguments.size();
    }
  }

  private int run(String... arguments) {
    Subcommands subcommands = Subcommands.of(List.of(new Count("count"), new Count("again")));
    return new Main(subcommands, new PrintStream(out), new PrintStream(err))
        .run(List.of(arguments));
  }

  @Test
  void aSubcommandGetsItsArgumentsAndGivesTheExitCode() {
    assertEquals(2, run("count", "a", "b"));
    assertEquals("", out.toString() + err);
  }

  @Test
  void nothingToDoExplainsTheUsage() {
    assertEquals(SubcommandException.USAGE, run());
    assertTrue(err.toString().contains("count"), err.toString());
  }

  @Test
  void helpListsTheSubcommandsInOrder() {
    assertEquals(0, run("help"));
    String text = out.toString();
    assertTrue(text.indexOf("again") < text.indexOf("count"), text);
  }

  @Test
  void helpExplainsOneSubcommand() {
    assertEquals(0, run("help", "count"));
    assertTrue(out.toString().contains("sonomask count [ARGUMENT...]"), out.toString());
    out.reset();
    assertEquals(0, run("count", "--help"));
    assertTrue(out.toString().contains("sonomask count [ARGUMENT...]"), out.toString());
  }

  @Test
  void anUnknownSubcommandIsOneSentence() {
    assertEquals(SubcommandException.USAGE, run("cuont"));
    assertEquals(1, err.toString().lines().count());
    assertTrue(err.toString().contains("'cuont'"), err.toString());
  }

  @Test
  void aFailureIsOneSentenceAndAnExitCode() {
    assertEquals(SubcommandException.FAILED, run("count", "fail"));
    assertEquals("sonomask count: it failed as asked.", err.toString().strip());
  }

  @Test
  void aDefectShowsWhereItIs() {
    assertEquals(Main.DEFECT, run("count", "break"));
    assertTrue(err.toString().contains("IllegalStateException: broken"), err.toString());
  }
}
