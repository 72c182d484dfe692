// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.List;

/**
 * Tells what the mask service does, for those who watch it. A service; thread-safe, and cheap
 * enough to be asked some ten times a second.
 */
public interface MaskMonitor {

  /** The open streams, in the order they were opened. */
  List<StreamStatus> streams();

  /** The models that can be used, the default first. */
  List<ModelStatus> models();

  /**
   * One stream.
   *
   * @param settings its settings
   * @param model that it uses now; empty if there is none
   * @param statistics since it was opened
   * @param latency seconds from frames being taken to their masks
   * @param level of the sound in the newest window, root mean square in dBFS, not below -120
   * @param area share of the picture that sounds in the newest mask, 0 to 1
   * @param newest running time of the frame of the newest mask, ns; -1 if there is none
   */
  record StreamStatus(
      StreamSettings settings,
      String model,
      MaskStream.Statistics statistics,
      Distribution latency,
      double level,
      double area,
      long newest) {}

  /**
   * One model.
   *
   * @param info what it is
   * @param capacity windows that one inference takes at most
   * @param streams that use it
   * @param batches inferences since it came
   * @param windows in them
   * @param inference seconds of the inferences
   */
  record ModelStatus(
      SegmenterInfo info,
      int capacity,
      int streams,
      long batches,
      long windows,
      Distribution inference) {

    /** How full inferences are on average, 0 to 1. */
    public double fill() {
      return batches == 0 ? 0 : (double) windows / (batches * capacity);
    }
  }
}
