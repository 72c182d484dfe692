// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.util.Objects;

/** A segmenter that does what another does, to be extended by those that differ in one thing. */
public abstract class ForwardingSegmenter implements Segmenter {
  private final Segmenter segmenter;

  /**
   * @param segmenter that does the work; closed with this one
   */
  protected ForwardingSegmenter(Segmenter segmenter) {
    this.segmenter = Objects.requireNonNull(segmenter, "segmenter");
  }

  @Override
  public SegmenterInfo info() {
    return segmenter.info();
  }

  @Override
  public String engine() {
    return segmenter.engine();
  }

  @Override
  public int maxBatch() {
    return segmenter.maxBatch();
  }

  @Override
  public int concurrency() {
    return segmenter.concurrency();
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    return segmenter.newBatch(capacity);
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    segmenter.segment(batch, count);
  }

  @Override
  public void release(SegmenterBatch batch) {
    segmenter.release(batch);
  }

  @Override
  public void close() {
    segmenter.close();
  }
}
