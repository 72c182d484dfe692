// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

/**
 * A model on an engine: frames with their sound and prior in, masks out. A whiteboard service;
 * service properties are {@code sonomask.model} and {@code sonomask.engine}, the highest ranking
 * wins.
 *
 * <p>{@link #segment} is called by one thread at a time for a given batch; a segmenter whose engine
 * cannot run concurrently serialises internally.
 */
public interface Segmenter extends AutoCloseable {

  /** Describes the model; never changes. */
  SegmenterInfo info();

  /** Name of its engine, as the service property {@code sonomask.engine} has it. */
  default String engine() {
    return "unknown";
  }

  /** Windows that one call can take at most. */
  int maxBatch();

  /**
   * Batches that it works on at a time: more than 1 if copying one overlaps with computing another.
   * {@link #segment} is called by so many threads at once, and no more.
   */
  default int concurrency() {
    return 1;
  }

  /**
   * Makes a batch for this segmenter. Expensive: make a few once, and reuse them.
   *
   * @param capacity 1 to {@link #maxBatch()}
   */
  SegmenterBatch newBatch(int capacity);

  /**
   * Segments the first {@code count} windows of {@code batch}; blocks until labels and confidence
   * are written.
   *
   * @throws SegmenterException if the engine failed; the batch's outputs are then undefined
   */
  void segment(SegmenterBatch batch, int count) throws SegmenterException;

  /**
   * Gives a batch back before the segmenter is closed; it must not be used afterwards. Does nothing
   * with a batch that this segmenter does not know.
   */
  default void release(SegmenterBatch batch) {}

  /** Releases the engine's memory. Batches made by this segmenter must not be used afterwards. */
  @Override
  void close();
}
