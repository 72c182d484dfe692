// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds and reads files of unpacked packages, also inside Qt resource files, OpenTTD's sound sets
 * and zip files. Safe for use by several threads.
 */
final class SourceFiles {
  private final Path packages;
  private final Path shared;
  private final Map<Path, Archive> archives = new ConcurrentHashMap<>();

  /**
   * Looks in two folders.
   *
   * @param packages folder with one folder a package and beside each a file NAME.version
   * @param shared the data folder beside the checkout
   */
  SourceFiles(Path packages, Path shared) {
    this.packages = packages;
    this.shared = shared;
  }

  /** A file that was found: its path for the manifest and its bytes. */
  record Found(String path, byte[] bytes) {
    String stem() {
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }

    String extension() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /** Package name and version, for the manifest. */
  String version(String source) throws IOException {
    Path file = packages.resolve(source + ".version");
    return Files.exists(file) ? source + " " + Files.readString(file).trim() : source;
  }

  Path root(String source) {
    return source.equals("shared") ? shared : packages.resolve(source);
  }

  /**
   * Paths that match an entry's pattern, sorted; with option {@code pick=N} that many, evenly
   * spread; those that match the regular expression of option {@code skip} left out before picking,
   * those of {@code drop} after.
   */
  List<String> find(CatalogueEntry entry) throws IOException {
    int mark = entry.pattern().indexOf('!');
    String outer = mark < 0 ? entry.pattern() : entry.pattern().substring(0, mark);
    List<String> paths = new ArrayList<>();
    if (mark < 0) {
      paths.addAll(onDisk(root(entry.source()), outer));
    } else {
      PathMatcher matcher = glob(entry.pattern().substring(mark + 1));
      for (String inner : entriesOf(root(entry.source()).resolve(outer))) {
        if (matcher.matches(Path.of(inner))) {
          paths.add(outer + "!" + inner);
        }
      }
    }
    String skip = entry.option("skip", null);
    paths.removeIf(path -> skip != null && path.matches(".*(" + skip + ").*"));
    paths.sort(null);
    List<String> picked = spread(paths, entry.number("pick", paths.size()));
    String drop = entry.option("drop", null);
    return drop == null
        ? picked
        : picked.stream().filter(path -> !path.matches(".*(" + drop + ").*")).toList();
  }

  /** The bytes of a file by the path that {@link #find} gave. */
  Found read(CatalogueEntry entry, String path) throws IOException {
    return new Found(path, bytes(entry.source(), path));
  }

  /**
   * What the README of a file inside a Qt resource says about it, in its folder or one around; null
   * if nothing.
   */
  Readme.Entry readme(CatalogueEntry entry, String path) throws IOException {
    int mark = path.indexOf('!');
    Archive archive = archive(root(entry.source()).resolve(path.substring(0, mark)));
    String inner = path.substring(mark + 1);
    for (int slash = inner.lastIndexOf('/'); slash > 0; slash = inner.lastIndexOf('/', slash - 1)) {
      String readme = inner.substring(0, slash + 1) + "README";
      if (archive.paths().contains(readme)) {
        Readme.Entry found =
            Readme.parse(new String(archive.read(readme), StandardCharsets.UTF_8))
                .of(inner.substring(slash + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  byte[] bytes(String source, String path) throws IOException {
    int mark = path.indexOf('!');
    if (mark < 0) {
      return Files.readAllBytes(root(source).resolve(path));
    }
    Path container = root(source).resolve(path.substring(0, mark));
    String inner = path.substring(mark + 1);
    if (isArchive(container)) {
      return archive(container).read(inner);
    }
    try (ZipFile zip = new ZipFile(container.toFile())) {
      ZipEntry found = zip.getEntry(inner);
      if (found == null) {
        throw new IOException(container + " has no entry " + inner + ".");
      }
      return zip.getInputStream(found).readAllBytes();
    }
  }

  private static List<String> onDisk(Path root, String pattern) throws IOException {
    PathMatcher matcher = glob(pattern);
    int star = pattern.indexOf('*');
    int brace = pattern.indexOf('{');
    int special = star < 0 ? brace : brace < 0 ? star : Math.min(star, brace);
    String fixed = special < 0 ? pattern : pattern.substring(0, special);
    int slash = fixed.lastIndexOf('/');
    Path start = slash < 0 ? root : root.resolve(fixed.substring(0, slash));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(matcher::matches)
          .map(Path::toString)
          .toList();
    }
  }

  private List<String> entriesOf(Path container) throws IOException {
    if (isArchive(container)) {
      return archive(container).paths();
    }
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(container.toFile())) {
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        names.add(e.nextElement().getName());
      }
    }
    return names;
  }

  private static boolean isArchive(Path container) {
    return container.toString().matches(".*[.](rcc|cat)");
  }

  private Archive archive(Path file) throws IOException {
    Archive archive = archives.get(file);
    if (archive == null) {
      archive =
          file.toString().endsWith(".rcc")
              ? new QtResourceArchive(file)
              : new OpenTtdSoundSet(file);
      archives.put(file, archive);
    }
    return archive;
  }

  private static PathMatcher glob(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  private static List<String> spread(List<String> paths, int count) {
    if (count >= paths.size()) {
      return paths;
    }
    List<String> picked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      picked.add(paths.get(i * paths.size() / count));
    }
    return picked;
  }
}
