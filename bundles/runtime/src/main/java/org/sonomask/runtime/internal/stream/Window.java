// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import java.nio.ByteBuffer;
import org.sonomask.runtime.internal.schedule.BatchWindow;
import org.sonomask.runtime.internal.schedule.Schedule;
import org.sonomask.runtime.internal.schedule.Slot;

/** One picture that waits for its sound and its turn. Its attachment lends and recycles it. */
final class Window implements BatchWindow {
  final Attachment attachment;
  final ByteBuffer rgb;

  /** Its place among the windows that its stream took, from 1. */
  long number;

  long runningTime;
  long duration;
  long taken;
  long deadline;

  /** First sample of its sound. */
  long start;

  double coverage;

  /** Root mean square of its sound; 1 is full scale. */
  double level;

  /** Confidence below which a pixel counts as background, 0 to 255. */
  int threshold;

  /** Whether its stream has forgotten it; guarded by the stream. */
  boolean forgotten;

  Window(Attachment attachment, int bytes) {
    this.attachment = attachment;
    rgb = ByteBuffer.allocateDirect(bytes);
  }

  @Override
  public long deadline() {
    return deadline;
  }

  @Override
  public Schedule.Lane<BatchWindow> lane() {
    return attachment.lane();
  }

  @Override
  public boolean isHeard() {
    return attachment.isHeard(this);
  }

  @Override
  public void prepare(Slot slot) {
    attachment.prepare(this, slot);
  }

  @Override
  public void deliver(Slot slot) {
    attachment.stream().deliver(this, slot);
  }

  @Override
  public void drop() {
    attachment.stream().drop(this);
  }

  @Override
  public void fail() {
    attachment.stream().fail(this);
  }
}
