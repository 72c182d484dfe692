// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line of progress. On a terminal it is drawn anew in place; elsewhere a line is printed a
 * tenth of the way, so that logs stay short.
 */
final class ProgressBar implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final int STEPS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private int step = -1;
  private boolean drawn;

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows how far it is.
   *
   * @param position in the clip, ns
   * @param duration of the clip, ns; 0 if it is not known
   * @param masks made so far
   * @param framesPerSecond so far
   */
  void show(long position, long duration, long masks, double framesPerSecond) {
    double done = duration > 0 ? Math.min(1, (double) position / duration) : 0;
    show(
        done,
        String.format(
            Locale.ROOT,
            "%.1f of %s s  %d masks  %.1f frames/s",
            position / NANOS_PER_SECOND,
            duration > 0 ? String.format(Locale.ROOT, "%.1f", duration / NANOS_PER_SECOND) : "?",
            masks,
            framesPerSecond));
  }

  /**
   * Shows how far it is.
   *
   * @param done 0 to 1
   * @param text behind the bar
   */
  void show(double done, String text) {
    if (!terminal && (int) (done * STEPS) <= step) {
      return;
    }
    step = (int) (done * STEPS);
    int filled = (int) Math.round(done * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %3d %%  %s",
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            Math.round(100 * done),
            text);
    out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    out.flush();
    drawn = true;
  }

  /** Begins another bar in the same line. */
  void restart() {
    step = -1;
  }

  /** Ends the line. */
  @Override
  public void close() {
    if (terminal && drawn) {
      out.println();
    }
  }
}
