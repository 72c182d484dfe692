// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.launcher.Plugin;

/** Writes what the elements of a distribution are to a file, for the native loader to read. */
public final class Describe {

  private Describe() {}

  /**
   * Starts the distribution, asks each of its elements, and writes {@code elements.ini}.
   *
   * @param arguments the distribution's folder, and the file to write
   */
  public static void main(String[] arguments) throws IOException, BundleException {
    try (Plugin plugin = Plugin.start(Path.of(arguments[0]))) {
      List<ElementType> types = types(plugin.context());
      if (types.isEmpty()) {
        throw new IllegalStateException("the distribution " + arguments[0] + " has no elements");
      }
      Files.writeString(Path.of(arguments[1]), Description.of(types));
    }
  }

  private static List<ElementType> types(BundleContext context) {
    List<ElementType> types = new ArrayList<>();
    try {
      for (ServiceReference<ElementProvider> reference :
          context.getServiceReferences(ElementProvider.class, null)) {
        types.add(context.getService(reference).type());
      }
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
    types.sort(Comparator.comparing(ElementType::factory));
    return types;
  }
}
