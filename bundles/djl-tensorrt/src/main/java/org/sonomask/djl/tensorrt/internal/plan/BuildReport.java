// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.internal.cpp.ProgressMonitor;

/**
 * Tells a listener what TensorRT tells of a build; the listener may throw, TensorRT may not see.
 */
public final class BuildReport implements ProgressMonitor.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(BuildReport.class);

  private final BuildPhases phases = new BuildPhases();
  private final int batch;
  private final int plan;
  private final int plans;
  private final BuildListener listener;

  /** Of one plan among several. */
  public BuildReport(int batch, int plan, int plans, BuildListener listener) {
    this.batch = batch;
    this.plan = plan;
    this.plans = plans;
    this.listener = listener;
  }

  @Override
  public void begin(String phase, String parent, int steps) {
    phases.begin(phase, parent, steps);
  }

  @Override
  public boolean step(String phase, int step) {
    phases.step(phase, step);
    try {
      return listener.progress(
          new BuildListener.Progress(batch, plan, plans, phase, phases.done()));
    } catch (RuntimeException | Error e) {
      LOG.warn("the build is ended: its listener failed", e);
      return false;
    }
  }

  @Override
  public void end(String phase) {
    phases.end(phase);
  }
}
