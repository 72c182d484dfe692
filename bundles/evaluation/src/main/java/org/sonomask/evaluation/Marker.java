// SPDX-License-Identifier: Apache-2.0
package org.sonomask.evaluation;

import java.util.List;
import org.sonomask.api.SegmenterException;

/** Anything that says what sounds in a clip. Safe for use by many threads. */
public interface Marker extends AutoCloseable {

  /** How tables name it. */
  String name();

  /** Names of its labels, background first. */
  default List<String> classes() {
    return List.of("background");
  }

  /**
   * Marks the labelled frames of a clip.
   *
   * @throws SegmenterException if its engine failed
   */
  Marks mark(ShownClip clip) throws SegmenterException;

  @Override
  default void close() {}
}
