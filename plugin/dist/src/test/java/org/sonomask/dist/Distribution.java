// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.sonomask.engine.TestModel;
import org.sonomask.launcher.Plugin;

/** The distribution that the build assembled. */
final class Distribution {

  static final Path ROOT = Path.of("target/sonomask").toAbsolutePath();

  private Distribution() {}

  /** Starts its framework in this process, whose class path has what its folder lib has. */
  static Plugin start() throws IOException, BundleException {
    return Plugin.start(ROOT);
  }

  /** The same, with system properties that are set meanwhile. */
  static Plugin start(Map<String, String> properties) throws IOException, BundleException {
    properties.forEach(System::setProperty);
    try {
      return start();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  /** Writes a bundle of the classes of this module's tests. */
  static Path bundle(Path file, Class<?> activator, Class<?>... classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, activator.getPackageName());
    headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
    headers.putValue(
        Constants.IMPORT_PACKAGE,
        "org.osgi.framework,org.sonomask.gst.element,org.sonomask.gst.ffi");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      add(jar, activator);
      for (Class<?> type : classes) {
        add(jar, type);
      }
    }
    return file;
  }

  /** Writes a bundle with the test model, for tests that need a default. */
  static Path modelBundle(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "test.model");
    headers.putValue("Sonomask-Model", "model.onnx");
    Path file = folder.resolve("test-model.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new JarEntry("model.onnx"));
      Files.copy(new TestModel(64, 64, 1).write(folder), jar);
    }
    return file;
  }

  private static void add(JarOutputStream jar, Class<?> type) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new JarEntry(entry));
    try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
      in.transferTo(jar);
    }
    for (Class<?> inner : type.getDeclaredClasses()) {
      add(jar, inner);
    }
  }
}
