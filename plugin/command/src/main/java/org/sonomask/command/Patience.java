// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.time.Duration;

/** Ends when a figure that should move has stood still for too long. */
final class Patience {

  private final long nanos;
  private long last;
  private long moved = System.nanoTime();

  Patience(Duration duration) {
    nanos = duration.toNanos();
  }

  /** Looks at the figure; says whether it has not moved for all that time. */
  boolean endsAt(long figure) {
    long now = System.nanoTime();
    if (figure != last) {
      last = figure;
      moved = now;
    }
    return now - moved > nanos;
  }
}
