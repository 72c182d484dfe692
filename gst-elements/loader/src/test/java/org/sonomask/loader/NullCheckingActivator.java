// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sonomask.gst.element.ElementRegistry;

/**
 * Reads fields of null while there is an element of ours. The compiled code does not check for
 * null: it runs into SIGSEGV, which the JVM makes an exception of. Without the JVM's handler the
 * process would end.
 */
public final class NullCheckingActivator implements BundleActivator {

  private static final int ENOUGH_TO_BE_COMPILED = 200_000;
  private static final long PAUSE_MILLIS = 1;

  private volatile boolean running = true;

  private NullCheckingActivator next;
  private int value;

  @Override
  public void start(BundleContext context) {
    for (int i = 0; i < ENOUGH_TO_BE_COMPILED; i++) {
      value += valueOf(i % 2 == 0 ? this : null);
    }
    Thread thread = new Thread(this::readNulls, "reads-nulls");
    thread.setDaemon(true);
    thread.start();
  }

  private void readNulls() {
    try {
      while (running) {
        if (!ElementRegistry.instances().isEmpty()) {
          value += valueOf(next);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int valueOf(NullCheckingActivator other) {
    try {
      return other.value;
    } catch (NullPointerException expected) {
      return 1;
    }
  }

  @Override
  public void stop(BundleContext context) {
    running = false;
  }
}
