// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

/**
 * A window with sound and without a deadline, which can be offered again once it has been
 * delivered.
 *
 * @param delivery is done each time
 */
record HeardWindow(Schedule.Lane<BatchWindow> lane, Runnable delivery) implements BatchWindow {
  @Override
  public boolean isHeard() {
    return true;
  }

  @Override
  public void prepare(Slot slot) {}

  @Override
  public long deadline() {
    return Schedule.NEVER;
  }

  @Override
  public void deliver(Slot slot) {
    delivery.run();
  }

  @Override
  public void drop() {
    throw new AssertionError("nothing is late");
  }

  @Override
  public void fail() {
    throw new AssertionError("nothing fails");
  }
}
