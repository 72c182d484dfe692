// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

/**
 * How a model runs.
 *
 * @param threads that one inference computes on; 0 leaves the number to the engine (one per
 *     physical core)
 * @param maxBatch windows that one inference takes at most
 */
public record EngineOptions(int threads, int maxBatch) {

  /**
   * The engine's own number of threads, and up to two windows at once: on a CPU a window costs the
   * same alone as in a batch, so larger batches only make their masks older.
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
}
