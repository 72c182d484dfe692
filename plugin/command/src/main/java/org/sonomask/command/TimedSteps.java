// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.util.Locale;
import org.sonomask.evaluation.Steps;

/** Shows the steps of a measurement with the time that is left of the present part. */
final class TimedSteps implements Steps {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ProgressBar progress;
  private String part = "";
  private long start = System.nanoTime();
  private long last = start;

  TimedSteps(ProgressBar progress) {
    this.progress = progress;
  }

  @Override
  public void done(String what, int done, int all) {
    if (!what.equals(part)) {
      part = what;
      start = last;
      progress.restart();
    }
    last = System.nanoTime();
    double seconds = (last - start) / NANOS_PER_SECOND;
    long left = Math.round(seconds / done * (all - done));
    progress.show(
        (double) done / all,
        String.format(
            Locale.ROOT,
            "%s  %d of %d clips  %.2f clips/s  %d:%02d left",
            what,
            done,
            all,
            done / seconds,
            left / 60,
            left % 60));
  }
}
