// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

/** Finds where records end, byte by byte, at any place where the bytes may be cut. */
public interface Framing {

  /** Whether the record ends with this byte. */
  boolean ends(byte next);

  /** Forgets the record under way: the next byte starts another. */
  void reset();

  /** Records that end with a line feed. */
  static Framing lines() {
    return new Framing() {
      @Override
      public boolean ends(byte next) {
        return next == '\n';
      }

      @Override
      public void reset() {
        // a line needs no memory
      }
    };
  }
}
