// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** A batch of pictures and sounds, as a model takes them. */
interface Shown {
  /** Width and height of a picture and of its masks. */
  int SIZE = 224;

  /** Of one picture. */
  int PIXELS = SIZE * SIZE;

  /** Numbers of one log-mel example. */
  int MELS = 96 * 64;

  /** An input's shape and its direct buffer, in native order. */
  record Input(long[] shape, ByteBuffer bytes) {}

  /** How many masks a model makes of it. */
  int count();

  /** All inputs by name, in memory of their own. */
  Map<String, Input> inputs();

  /** Bytes of one output. */
  default int pixels() {
    return count() * PIXELS;
  }

  /** Memory for an input. */
  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
