// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Exchanges the default model while streams play: they go on with the masks they have until the new
 * one has made some, and video does not notice. A service. Thread-safe.
 */
public interface ModelSwap {

  /**
   * Checks a model and, if it holds, makes it the default. The checks: its SHA-256, if that is
   * given or stands in {@code FILE.sha256}; the contract of models; some made-up windows, which it
   * must segment twice alike, with labels of its classes; and the recording {@code FILE.golden}, if
   * there is one, whose labels it must give again. Then it is warmed up, and streams switch.
   *
   * <p>If its first inferences fail, the one before is back by itself.
   *
   * @param model an ONNX file, copied before it is checked
   * @param sha256 what its SHA-256 must be, in hexadecimal, if that is known
   * @throws SegmenterException if a check fails, and nothing has changed; the message says which
   */
  Swapped swap(Path model, Optional<String> sha256) throws SegmenterException;

  /**
   * Takes back the last swap.
   *
   * @return whether there was one to take back
   */
  boolean rollBack();

  /**
   * What a swap did.
   *
   * @param before name of the default model before; empty if there was none
   * @param now the default model now
   * @param sha256 of its file, in hexadecimal
   * @param golden windows of its recording that it was checked with
   */
  record Swapped(String before, SegmenterInfo now, String sha256, int golden) {}
}
