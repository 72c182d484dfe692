// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

/**
 * What one instance of an element does. It can be exchanged while data flows; properties stay with
 * the instance, everything else goes with the behaviour.
 *
 * <p>An exception from any call is caught: the data of that call passes unchanged, and a WARNING
 * goes to the bus when a row of failures begins.
 */
public interface Behaviour {

  /** A property has a new value; on any thread. */
  default void propertyChanged(String name) {}

  /**
   * The value of a read-only property, of the Java type that its {@link PropertySpec.Kind} tells;
   * null leaves it empty. On any thread.
   */
  default Object property(String name) {
    return null;
  }

  /** Data will flow: the element went to PAUSED, or was there when this behaviour came. */
  default void start() {}

  /**
   * No data will flow before the next {@link #start}: all state of the stream is to be forgotten.
   */
  default void stop() {}

  /**
   * The last call, perhaps without a {@link #stop} before: whatever this behaviour holds is to be
   * released. No other call is in flight.
   */
  void close();
}
