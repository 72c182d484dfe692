// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.Arrays;
import java.util.Optional;

/** The formats that become another one by an alpha plane after all others, and nothing else. */
enum PlanarAlpha {
  I420("A420", 3, 8),
  NV12("AV12", 2, 8),
  I420_10LE("A420_10LE", 3, 10),
  I422_10LE("A422_10LE", 3, 10),
  Y444_10LE("A444_10LE", 3, 10);

  private final String withAlpha;
  private final int planes;
  private final int bits;

  PlanarAlpha(String withAlpha, int planes, int bits) {
    this.withAlpha = withAlpha;
    this.planes = planes;
    this.bits = bits;
  }

  /** The format with alpha. */
  String withAlpha() {
    return withAlpha;
  }

  /** Planes of the format without alpha. */
  int planes() {
    return planes;
  }

  /** Of a sample of alpha; more than 8 lie in two bytes, the lower one first. */
  int bits() {
    return bits;
  }

  /** What leads from one format to another; empty if an alpha plane does not. */
  static Optional<PlanarAlpha> between(String from, String to) {
    return Arrays.stream(values())
        .filter(pair -> pair.name().equals(from) && pair.withAlpha.equals(to))
        .findAny();
  }
}
