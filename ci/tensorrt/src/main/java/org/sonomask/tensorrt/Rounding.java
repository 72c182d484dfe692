// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import java.nio.file.Path;

/** Compares the masks of two models on ONNX Runtime, where half precision only rounds. */
public final class Rounding {
  private Rounding() {}

  /** {@code REFERENCE.onnx OTHER.onnx WINDOWS}: the other takes one window at a time. */
  public static void main(String[] arguments) throws Exception {
    try (Reference expected = new Reference(Path.of(arguments[0]));
        Reference other = new Reference(Path.of(arguments[1]))) {
      int count = Integer.parseInt(arguments[2]);
      for (int i = 0; i < count; i++) {
        Windows window = new Windows(i, 1, expected.examples());
        System.out.println(Agreement.of(expected.run(window), other.run(window)));
      }
    }
  }
}
