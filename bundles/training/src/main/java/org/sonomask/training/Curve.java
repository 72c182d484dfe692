// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Path;
import org.sonomask.training.loop.LearningCurve;

/**
 * Draws {@code curve.png} of a run's {@code curve.csv} anew, with names and numbers where the run's
 * own machine had no fonts for them.
 *
 * <pre>Curve --run FOLDER</pre>
 */
public final class Curve {
  private Curve() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Path run = Options.parse(args, "run").path("run");
    LearningCurve.redraw(run);
    System.out.println(run.resolve("curve.png"));
  }
}
