// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import java.io.PrintStream;
import java.util.List;

/**
 * One word of the command line, such as {@code mark} in {@code sonomask mark clip.mp4}. A
 * whiteboard service; of two with the same name the higher ranking runs.
 */
public interface Subcommand {

  /** The word, lower case. */
  String name();

  /** One line that says what it does, without a full stop. */
  String summary();

  /** How to call it: everything after the name, then one line an option. */
  String usage();

  /**
   * Runs it to its end, on the main thread.
   *
   * @param arguments what follows the name
   * @param out standard output: results
   * @param err standard error: progress
   * @return the exit code of the process
   * @throws SubcommandException if it failed in a way the user should know
   * @throws InterruptedException if the process is being stopped
   */
  int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException, InterruptedException;
}
