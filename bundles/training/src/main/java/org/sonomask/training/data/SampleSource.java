// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

/** Endless samples by number. Safe for use by many threads. */
@FunctionalInterface
public interface SampleSource {

  /** The sample of that number; the same number gives the same sample. */
  Sample sample(long number);

  /** The same samples, of which number 0 is that of number {@code first} here. */
  default SampleSource from(long first) {
    return number -> sample(first + number);
  }
}
