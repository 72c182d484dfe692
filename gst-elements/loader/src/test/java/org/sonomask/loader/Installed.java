// SPDX-License-Identifier: Apache-2.0
package org.sonomask.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.sonomask.engine.TestModel;

/** The Debian package, unpacked; its model marks what is bright while it is loud. */
record Installed(Path root) {

  static final Path PACKAGE = Path.of("target/sonomask.deb").toAbsolutePath();

  private static final int MODEL_SIZE = 64;

  /** Unpacks it into an empty folder. */
  static Installed in(Path folder) throws IOException, InterruptedException {
    Program.of("dpkg-deb", "-x", PACKAGE, folder).run().succeeded();
    Installed installed = new Installed(folder);
    try (Stream<Path> bundles = Files.list(installed.bundles())) {
      for (Path model : bundles.filter(jar -> jar.toString().contains("model-default")).toList()) {
        Files.delete(model);
      }
    }
    installed.addBundle(
        "test.model",
        List.of("Sonomask-Model", "model.onnx"),
        "model.onnx",
        Files.readAllBytes(new TestModel(MODEL_SIZE, MODEL_SIZE, 1).write(folder)));
    return installed;
  }

  Path home() {
    return root.resolve("usr/share/sonomask");
  }

  private Path bundles() {
    return home().resolve("bundle");
  }

  /** The folder of libgstsonomask.so. */
  Path plugins() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("usr/lib"))) {
      return files
          .filter(file -> file.endsWith("libgstsonomask.so"))
          .findAny()
          .orElseThrow()
          .getParent();
    }
  }

  /** Adds a bundle of one file with one header. */
  void addBundle(String name, List<String> header, String entry, byte[] content)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
    headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework,org.sonomask.gst.element");
    headers.putValue(header.get(0), header.get(1));
    Path file = bundles().resolve(name + ".jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(content);
    }
  }

  /** A program that sees this package's plugin, with a registry of its own in the folder. */
  Program program(Path registry, Object... command) throws IOException {
    return Program.of(command)
        .with("GST_PLUGIN_PATH", plugins())
        .with("GST_REGISTRY", registry.resolve("registry.bin"));
  }
}
