// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

/**
 * How a model runs.
 *
 * @param threads that one inference computes on; 0 for the processors shared out among those that
 *     run at a time
 * @param maxBatch windows that one inference takes at most
 */
public record EngineOptions(int threads, int maxBatch) {

  /**
   * All processors, and up to two windows at once: on a CPU a window costs about the same alone as
   * in a batch, so larger batches only make their masks older.
   */
  public static final EngineOptions DEFAULT = new EngineOptions(0, 2);

  public EngineOptions {
    if (threads < 0 || maxBatch < 1 || maxBatch > 256) {
      throw new IllegalArgumentException(
          "threads must not be negative and maxBatch must be 1 to 256, but are "
              + threads
              + " and "
              + maxBatch);
    }
  }

  /** Threads of one of so many inferences that run at a time, 1 or more. */
  int threadsOf(int inferences) {
    int share = Runtime.getRuntime().availableProcessors() / inferences;
    return threads > 0 ? threads : Math.max(1, share);
  }
}
