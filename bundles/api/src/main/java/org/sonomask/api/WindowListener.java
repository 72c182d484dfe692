// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Whiteboard service that is shown every window that a segmenter saw, with what became of it: of
 * one stream by one thread at a time, of several at once. Windows too quiet to ask the segmenter
 * are not shown.
 */
@FunctionalInterface
public interface WindowListener {

  /** Must return quickly; exceptions are logged and otherwise ignored. */
  void onWindow(Window window);

  /**
   * A window. The mask is lent and the buffers are valid during the call only, to be read only,
   * buffers by absolute index.
   *
   * @param info of the segmenter
   * @param mask what the window became after thresholds and filters
   * @param frame uint8 RGB, [height, width, 3]
   * @param prior uint8 maskige index map, [height, width]
   * @param logMel float32, [audioExamples, 96, 64]
   * @param labels as the segmenter wrote them, uint8, [height, width]
   * @param confidence as the segmenter wrote it, uint8, [height, width]
   */
  record Window(
      SegmenterInfo info,
      MaskFrame mask,
      ByteBuffer frame,
      ByteBuffer prior,
      FloatBuffer logMel,
      ByteBuffer labels,
      ByteBuffer confidence) {}
}
