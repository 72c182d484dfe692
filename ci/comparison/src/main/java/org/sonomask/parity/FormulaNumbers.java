// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.nio.charset.StandardCharsets;

/**
 * Numbers that anyone can make from a key: element i is the i-th output of SplitMix64 started with
 * the FNV-1a hash of the key.
 */
final class FormulaNumbers {
  private static final long FNV_BASIS = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int KEPT = 40;

  private final long seed;

  FormulaNumbers(String key) {
    long hash = FNV_BASIS;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xFF) * FNV_PRIME;
    }
    this.seed = hash;
  }

  /** 0 to 2²⁴ − 1. */
  int whole(long i) {
    long z = seed + (i + 1) * GOLDEN;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (int) ((z ^ z >>> 31) >>> KEPT);
  }

  /** 0 to 1. */
  double unit(long i) {
    return whole(i) / 0x1p24;
  }

  /** −1 to 1. */
  double signed(long i) {
    return (whole(i) - 0x1p23) / 0x1p23;
  }
}
