// SPDX-License-Identifier: Apache-2.0
package org.sonomask.doctor;

import java.util.Objects;

/**
 * One thing that was looked for.
 *
 * @param state how it was found
 * @param what it is, in words
 * @param remedy what to do; empty if nothing is to be done
 */
public record Finding(State state, String what, String remedy) {

  /** How something was found. */
  public enum State {
    /** There. */
    OK,
    /** Not there, and not needed. */
    ABSENT,
    /** Not there, and needed. */
    MISSING
  }

  public Finding {
    Objects.requireNonNull(what, "what");
    if (state == State.MISSING && remedy.isBlank()) {
      throw new IllegalArgumentException("what is missing needs a remedy: " + what);
    }
  }

  /** It is there. */
  public static Finding ok(String what) {
    return new Finding(State.OK, what, "");
  }

  /** It is not there, and not needed. */
  public static Finding absent(String what, String remedy) {
    return new Finding(State.ABSENT, what, remedy);
  }

  /** It is not there, and needed. */
  public static Finding missing(String what, String remedy) {
    return new Finding(State.MISSING, what, remedy);
  }

  /** Whether something must be done. */
  public boolean isMissing() {
    return state == State.MISSING;
  }
}
