// SPDX-License-Identifier: Apache-2.0
package org.sonomask.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;

/**
 * The packages of the class path that bundles may import: what the jars' own manifests export.
 *
 * <p>The code that GStreamer calls lives there and not in a bundle, because a refresh must never
 * unload it: a GType cannot be taken back.
 */
final class SystemPackages {

  private static final String FRAMEWORK = "org.apache.felix.framework";

  private SystemPackages() {}

  /** The value for {@link Constants#FRAMEWORK_SYSTEMPACKAGES_EXTRA}. */
  static String exportedBy(List<Path> libraries) throws IOException {
    StringJoiner packages = new StringJoiner(",");
    for (Path library : libraries) {
      try (JarFile jar = new JarFile(library.toFile())) {
        Attributes manifest = jar.getManifest().getMainAttributes();
        String exports = manifest.getValue(Constants.EXPORT_PACKAGE);
        if (exports != null
            && !FRAMEWORK.equals(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME))) {
          packages.add(exports);
        }
      }
    }
    return packages.toString();
  }
}
