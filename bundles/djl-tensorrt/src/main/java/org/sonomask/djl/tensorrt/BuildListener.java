// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

/** Hears how far the building of plans is; on a thread of TensorRT. */
@FunctionalInterface
public interface BuildListener {

  /** Hears nothing. */
  BuildListener NONE = progress -> true;

  /**
   * It went on.
   *
   * @return whether to go on; if not, the build ends with an exception
   */
  boolean progress(Progress progress);

  /**
   * How far it is.
   *
   * @param batch that the plan is for
   * @param plan its number, from 1
   * @param plans to be made in all
   * @param phase in TensorRT's words
   * @param done share of the plan's phases that are over, 0 to 1; never sinks
   */
  record Progress(int batch, int plan, int plans, String phase, double done) {}
}
