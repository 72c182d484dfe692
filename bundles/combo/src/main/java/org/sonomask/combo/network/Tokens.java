// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.tensor.Tensors;

/** A picture [N, C, H, W] as a sequence of tokens [N, H·W, C], row after row, and back. */
final class Tokens {
  private Tokens() {}

  static <T> T of(Tensors<T> t, T map) {
    long[] shape = t.shape(map);
    return t.transpose(t.reshape(map, shape[0], shape[1], shape[2] * shape[3]), 0, 2, 1);
  }

  static <T> T toMap(Tensors<T> t, T tokens, long height, long width) {
    long[] shape = t.shape(tokens);
    return t.reshape(t.transpose(tokens, 0, 2, 1), shape[0], shape[2], height, width);
  }
}
