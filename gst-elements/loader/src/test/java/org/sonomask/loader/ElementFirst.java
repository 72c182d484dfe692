// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import java.nio.file.Path;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.launcher.Plugin;

/** A program in Java that makes an element before it knows of a plugin, or afterwards. */
final class ElementFirst {

  private ElementFirst() {}

  /**
   * Prints how many elements of ours are there, in Java.
   *
   * @param arguments a pipeline, and the distribution to start before, if any
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 1) {
      Plugin.start(Path.of(arguments[1]));
    }
    Launch.parse(arguments[0]);
    System.out.println(ElementRegistry.instances().size());
    System.exit(0);
  }
}
