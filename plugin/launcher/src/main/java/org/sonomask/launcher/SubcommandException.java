// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

/** A failure whose message is one sentence for the user: what happened and what to do. */
public final class SubcommandException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Exit code when the arguments are wrong, as {@code sysexits.h} has it. */
  public static final int USAGE = 64;

  /** Exit code of any other failure. */
  public static final int FAILED = 1;

  private final int exitCode;

  private SubcommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The arguments are wrong. */
  public static SubcommandException usage(String message) {
    return new SubcommandException(USAGE, message, null);
  }

  /** The work failed. */
  public static SubcommandException failed(String message) {
    return failed(message, null);
  }

  /** The work failed for a reason worth keeping. */
  public static SubcommandException failed(String message, Throwable cause) {
    return new SubcommandException(FAILED, message, cause);
  }

  /** Exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
