// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Loads a native library, and says when Java stops. */
public final class WitnessActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    System.load(System.getProperty("test.witness"));
  }

  @Override
  public void stop(BundleContext context) {
    System.err.println("Java stopped");
  }
}
