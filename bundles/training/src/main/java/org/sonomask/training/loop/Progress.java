// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import java.io.PrintStream;
import java.util.Locale;

/** One line of text for every report: how far, how fast, how long still, how good. */
final class Progress {
  private final PrintStream out;

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
    long left = done <= 0 ? 0 : Math.round(seconds * (1 - done) / done);
    out.printf(
        Locale.ROOT,
        "%6d  %5.1f %%  %5.2f it/s  %3d:%02d left  loss %.3f%n",
        iteration,
        100 * done,
        rate,
        left / 60,
        left % 60,
        loss);
    out.flush();
  }

  /** Says something else. */
  void say(String text) {
    out.println(text);
    out.flush();
  }
}
