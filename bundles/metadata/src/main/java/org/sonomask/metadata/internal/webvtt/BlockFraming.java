// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.webvtt;

import org.sonomask.metadata.internal.record.Framing;

/** Blocks that end with an empty line. */
final class BlockFraming implements Framing {
  private boolean lineIsEmpty = true;

  @Override
  public boolean ends(byte next) {
    if (next == '\n') {
      boolean ends = lineIsEmpty;
      lineIsEmpty = true;
      return ends;
    }
    if (next != '\r') {
      lineIsEmpty = false;
    }
    return false;
  }

  @Override
  public void reset() {
    lineIsEmpty = true;
  }
}
