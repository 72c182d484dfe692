// SPDX-License-Identifier: Apache-2.0
package org.sonomask.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/**
 * What one module of the reactor takes from others and gives to others, as bnd read it from the
 * class files.
 *
 * @param folder of the module, relative to the root, such as {@code bundles/api}
 * @param imports packages it imports
 * @param exports packages it exports
 * @param contents packages it holds and does not export
 */
record ModuleManifest(
    String folder, Set<String> imports, Set<String> exports, Set<String> contents) {

  private static final Path REACTOR = Path.of("../..");

  /** Commas between clauses, not those in quoted attributes. */
  private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  /** Every module that has been compiled. */
  static List<ModuleManifest> ofReactor() throws IOException {
    try (Stream<Path> files =
        Files.find(
            REACTOR, 6, (path, type) -> path.endsWith("target/classes/META-INF/MANIFEST.MF"))) {
      List<Path> manifests = files.sorted().toList();
      return manifests.stream().map(ModuleManifest::read).toList();
    }
  }

  private static ModuleManifest read(Path file) {
    Attributes headers;
    try (InputStream in = Files.newInputStream(file)) {
      headers = new Manifest(in).getMainAttributes();
    } catch (IOException failure) {
      throw new AssertionError("cannot read " + file, failure);
    }
    Path module = file.getParent().getParent().getParent().getParent();
    return new ModuleManifest(
        REACTOR.relativize(module).toString(),
        packages(headers.getValue(Constants.IMPORT_PACKAGE)),
        packages(headers.getValue(Constants.EXPORT_PACKAGE)),
        packages(headers.getValue("Private-Package")));
  }

  private static Set<String> packages(String header) {
    if (header == null) {
      return Set.of();
    }
    return CLAUSES
        .splitAsStream(header)
        .map(clause -> clause.split(";")[0].strip())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Imports that begin with one of the prefixes. */
  Set<String> importsOf(String... prefixes) {
    return imports.stream()
        .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
