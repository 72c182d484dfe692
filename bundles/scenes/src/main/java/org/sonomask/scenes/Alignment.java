// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/** Which part of the sound belongs to a frame. */
public enum Alignment {
  /** The window's middle is the frame's time, as in AVSBench and in aligned mode. */
  CENTRED,
  /** The window ends at the frame's time, as live operation demands. */
  TRAILING;

  /** Where the window of a frame at {@code time} starts, in seconds. */
  double start(double time) {
    return time - (this == CENTRED ? Clip.WINDOW_SECONDS / 2 : Clip.WINDOW_SECONDS);
  }
}
