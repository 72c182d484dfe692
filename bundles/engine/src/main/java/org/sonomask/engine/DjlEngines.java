// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import java.util.function.Supplier;

/**
 * DJL's engines, registered by hand: bundles have no ServiceLoader. DJL must neither fetch anything
 * nor tell anybody that it started, and it asks for both when its classes are initialised.
 */
final class DjlEngines {
  private DjlEngines() {}

  /** The engine of a provider. */
  static synchronized Engine of(Supplier<EngineProvider> provider) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // DJL looks for engines through this loader, and a host program's may know another copy of it.
    thread.setContextClassLoader(Engine.class.getClassLoader());
    try {
      EngineProvider made = provider.get();
      Engine.registerEngine(made);
      return Engine.getEngine(made.getEngineName());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What the first cause of a failure says. */
  static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
