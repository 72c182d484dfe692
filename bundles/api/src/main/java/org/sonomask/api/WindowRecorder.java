// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Records what segmenters saw and answered, and has it answered again: for bug reports, and for
 * comparing two models. A service. Thread-safe.
 */
public interface WindowRecorder {

  /**
   * Starts a recording.
   *
   * @param file to write, which must not exist
   * @param stream whose windows to record
   * @param windows to record at most; then it ends by itself
   * @throws IOException if the file cannot be written
   * @throws IllegalStateException if a recording is under way
   */
  void record(Path file, String stream, int windows) throws IOException;

  /**
   * Ends the recording under way; returns when the file is whole.
   *
   * @return what became of it, or nothing if there was none
   */
  Optional<Recorded> stop() throws IOException;

  /** What became of the recording under way so far, or of the last one. */
  Optional<Recorded> recorded();

  /**
   * Lets a segmenter answer a recording's windows again.
   *
   * @param model an ONNX file; nothing takes the default model
   * @throws IOException if the file is no recording
   * @throws SegmenterException if the model takes windows of another shape, or fails
   */
  Replayed replay(Path file, Optional<Path> model) throws IOException, SegmenterException;

  /**
   * A recording.
   *
   * @param file where it is
   * @param windows in it
   * @param missed windows left out because the disk was too slow
   * @param running whether it goes on
   */
  record Recorded(Path file, int windows, long missed, boolean running) {}

  /**
   * How answers compare.
   *
   * @param recorded model that answered when it was recorded
   * @param model that answered now
   * @param windows compared
   * @param identical windows with the same label and confidence in every pixel
   * @param agreement share of pixels with the same class name, 0 to 1
   * @param overlap intersection over union of what sounds, mean over windows, 0 to 1
   * @param worst number of the window that agrees least, from 0; -1 without windows
   */
  record Replayed(
      String recorded,
      String model,
      int windows,
      int identical,
      double agreement,
      double overlap,
      int worst) {}
}
