// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

/**
 * How long a frame may wait for what does not come. As long as something comes, though not yet what
 * the frame needs, as when a file is read up to the place of a seek, patience begins anew. A frame
 * that waited in vain takes it away until something comes, so that a stream without records is not
 * slowed frame by frame. For one thread.
 */
final class Patience {
  private long frame = -1;
  private long since;
  private long seenProgress = -1;
  private boolean ended;
  private boolean endsNow;

  /**
   * How long a frame may wait still.
   *
   * @param time of the frame, another one for each
   * @param progress another number whenever something came
   * @param most ns
   * @param now ns of any clock
   * @return ns, 0 to let it go
   */
  long left(long time, long progress, long most, long now) {
    endsNow = false;
    if (ended && progress == seenProgress) {
      return 0;
    }
    ended = false;
    if (frame != time || progress != seenProgress) {
      frame = time;
      seenProgress = progress;
      since = now;
    }
    long left = most - (now - since);
    if (left > 0) {
      return left;
    }
    ended = true;
    endsNow = true;
    return 0;
  }

  /** Whether patience has ended with the last question. */
  boolean endsNow() {
    return endsNow;
  }

  void reset() {
    frame = -1;
    ended = false;
  }
}
