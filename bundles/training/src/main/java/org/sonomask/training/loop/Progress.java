// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line for every report: how far, how fast, how long still, how good. On a terminal it is drawn
 * anew in place.
 */
final class Progress {
  private static final int WIDTH = 30;
  private static final boolean TERMINAL = Boolean.getBoolean("sonomask.terminal");

  private final PrintStream out;
  private boolean drawn;

  Progress(PrintStream out) {
    this.out = out;
  }

  /**
   * Reports.
   *
   * @param iteration iterations done
   * @param done fraction of the run, 0 to 1
   * @param seconds spent so far on that fraction
   * @param rate iterations a second, lately
   * @param loss weighted total, lately
   */
  void report(long iteration, double done, double seconds, double rate, double loss) {
    int filled = (int) Math.round(Math.min(1, done) * WIDTH);
    long left = done <= 0 ? 0 : Math.round(seconds * Math.max(0, 1 - done) / done);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %5.1f %%  iteration %d  %.2f a second  %d:%02d:%02d left  loss %.3f",
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            100 * done,
            iteration,
            rate,
            left / 3600,
            left / 60 % 60,
            left % 60,
            loss);
    out.print(TERMINAL ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    out.flush();
    drawn = TERMINAL;
  }

  /** Says something else. */
  void say(String text) {
    out.println(drawn ? System.lineSeparator() + text : text);
    out.flush();
    drawn = false;
  }
}
