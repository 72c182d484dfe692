// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.file.Path;

/** Makes segmenters of model files. A service of an engine. */
public interface SegmenterLoader {

  /**
   * Loads a model.
   *
   * @param model the file
   * @return a segmenter ready to run; the caller closes it
   * @throws SegmenterException if the file cannot be read or is not a model that the engine runs;
   *     the message names the fault
   */
  Segmenter load(Path model) throws SegmenterException;
}
