// SPDX-License-Identifier: Apache-2.0
package org.sonomask.samples.broadcast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.sonomask.engine.TestModel;

/** The assembled distribution, whose model marks what is bright while it is loud. */
final class TestDistribution {

  private static final Path BUILT = Path.of("../../plugin/dist/target/sonomask").toAbsolutePath();
  private static final int MODEL_SIZE = 64;

  private TestDistribution() {}

  static Path in(Path folder) throws IOException {
    Path distribution = Files.createDirectory(folder.resolve("sonomask"));
    Files.createSymbolicLink(distribution.resolve("lib"), BUILT.resolve("lib"));
    Files.createSymbolicLink(distribution.resolve("conf"), BUILT.resolve("conf"));
    Path bundles = Files.createDirectory(distribution.resolve("bundle"));
    try (Stream<Path> jars = Files.list(BUILT.resolve("bundle"))) {
      for (Path jar : jars.filter(file -> !file.toString().contains("model-default")).toList()) {
        Files.createSymbolicLink(bundles.resolve(jar.getFileName()), jar);
      }
    }
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "test.model");
    headers.putValue("Sonomask-Model", "model.onnx");
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(bundles.resolve("model.jar")), manifest)) {
      jar.putNextEntry(new JarEntry("model.onnx"));
      Files.copy(new TestModel(MODEL_SIZE, MODEL_SIZE, 1).write(folder), jar);
    }
    return distribution;
  }
}
