// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleException;
import org.sonomask.launcher.Plugin;

/**
 * The plugin in a program that knows nothing of Java. The native loader ({@code
 * gst-elements/loader}) calls this through JNI, once, when the program makes its first element of
 * ours; it stays until the program ends.
 */
public final class ForeignHost {

  private ForeignHost() {}

  /**
   * Starts the plugin, and has it stopped by a shutdown hook.
   *
   * @param distribution the folder that holds {@code bundle}, {@code conf} and {@code lib}
   * @return null, or why it does not start
   */
  public static String start(String distribution) {
    try {
      // The program has pipelines of its own; those that are configured are for servers.
      System.getProperties().putIfAbsent(Main.PIPELINES, "false");
      Plugin plugin = Plugin.start(Path.of(distribution));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(plugin), "sonomask-shutdown"));
      return null;
    } catch (IOException | BundleException | RuntimeException | LinkageError failure) {
      return failure.toString();
    }
  }

  private static void stop(Plugin plugin) {
    try {
      plugin.close();
    } catch (IOException failure) {
      System.err.println("sonomask: the plugin does not stop: " + failure);
    }
  }
}
