// SPDX-License-Identifier: Apache-2.0
package org.sonomask.pipelines;

/** A pipeline that the configuration describes, for those who watch. A service; any thread. */
public interface Pipeline {

  /** Its name, with which the ids of its elements begin. */
  String name();

  /** How it is now. */
  Status status();

  /** What a pipeline does. */
  enum State {
    /** It plays. */
    PLAYING,
    /** It has failed or ended, and starts again soon. */
    WAITING,
    /** It has come to its end. */
    ENDED,
    /** It has failed. */
    FAILED,
    /** It does not play in this process, which is for something else. */
    OFF
  }

  /**
   * How a pipeline is.
   *
   * @param state what it does
   * @param starts how often it was started
   * @param trouble why it failed last, or its last warning; empty if there was none
   */
  record Status(State state, long starts, String trouble) {}
}
