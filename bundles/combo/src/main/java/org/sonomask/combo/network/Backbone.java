// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;
import org.sonomask.combo.tensor.Tensors;

/** Turns a picture into features at strides 4, 8, 16 and 32 (combo section 4.3). */
public interface Backbone {

  /** Channels of the four levels, finest first. */
  List<Integer> channels();

  /** How many of the coarsest level's channels, the last ones, each tell a kind of objects. */
  default int kinds() {
    return 0;
  }

  /** Whether two of its kind can be computed as one ({@link Tensors#twins}). */
  default boolean twins() {
    return false;
  }

  /**
   * Extracts features.
   *
   * @param picture normalised, [N, 3, height, width]; both divisible by 32
   * @return four maps, finest first, [N, channels, height / stride, width / stride]
   */
  <T> List<T> features(Tensors<T> t, T picture);
}
