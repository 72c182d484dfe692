// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sonomask.djl.tensorrt.TensorRtUnavailableException;

/**
 * Looks for TensorRT: where it was said to be, or else the newest of what the host has and of the
 * redistributable jar of the presets.
 *
 * @param named folder or jar that the configuration names, if it does
 * @param folders to look in
 * @param jars redistributable jars that there may be
 * @param cache where a jar is unpacked
 */
public record LibrarySearch(Optional<Path> named, List<Path> folders, List<Path> jars, Path cache) {
  /** The system property that names the folder or the jar. */
  public static final String PROPERTY = "sonomask.tensorrt";

  /** The presets' version. */
  static final String PRESETS = "10.6-1.5.11";

  private static final TensorRtLibraries.Version OF_PRESETS =
      new TensorRtLibraries.Version(10, 6, 0);
  private static final String HOME = "sonomask.home";
  private static final String REDIST = "tensorrt-" + PRESETS + "-linux-x86_64-redist.jar";
  private static final List<String> USUAL =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/local/lib",
          "/usr/local/cuda/lib64",
          "/usr/local/tensorrt/lib",
          "/opt/tensorrt/lib");

  /** How TensorRT comes to a machine. */
  public static final String REMEDY =
      "install TensorRT 10, or fetch it (1.1 GB) with 'mvn dependency:get -Dtransitive=false"
          + " -Dartifact=org.bytedeco:tensorrt:"
          + PRESETS
          + ":jar:linux-x86_64-redist'; or name its folder or jar with -D"
          + PROPERTY;

  /** Where this process finds it. */
  public static LibrarySearch ofProcess(Path cache) {
    String named = System.getProperty(PROPERTY, "");
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("LD_LIBRARY_PATH", "").split(":")) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    USUAL.forEach(folder -> folders.add(Path.of(folder)));
    List<Path> jars = new ArrayList<>();
    if (System.getProperty(HOME) != null) {
      Path own = Path.of(System.getProperty(HOME), "tensorrt");
      folders.add(0, own);
      jars.add(own.resolve(REDIST));
    }
    jars.add(
        Path.of(System.getProperty("user.home"), ".m2/repository/org/bytedeco/tensorrt", PRESETS)
            .resolve(REDIST));
    return new LibrarySearch(
        named.isBlank() ? Optional.empty() : Optional.of(Path.of(named)), folders, jars, cache);
  }

  /** The version that would be used, told without unpacking anything; empty if there is none. */
  public Optional<TensorRtLibraries.Version> version() {
    Optional<TensorRtLibraries> installed =
        named.isPresent() ? TensorRtLibraries.in(named.get()) : newest();
    boolean jar =
        named.isPresent()
            ? Files.isRegularFile(named.get())
            : jars.stream().anyMatch(Files::isRegularFile);
    Optional<TensorRtLibraries.Version> found = installed.map(TensorRtLibraries::version);
    boolean jarIsNewer = jar && found.map(it -> it.compareTo(OF_PRESETS) < 0).orElse(true);
    return jarIsNewer ? Optional.of(OF_PRESETS) : found;
  }

  /**
   * Finds it; unpacks the jar if there is nothing newer.
   *
   * @throws TensorRtUnavailableException if there is none; the message says how to get it
   */
  public TensorRtLibraries find() throws TensorRtUnavailableException {
    if (named.isPresent()) {
      return named(named.get());
    }
    Optional<TensorRtLibraries> installed = newest();
    Optional<Path> jar = jars.stream().filter(Files::isRegularFile).findFirst();
    if (jar.isPresent()
        && installed.map(it -> it.version().compareTo(OF_PRESETS) < 0).orElse(true)) {
      return unpacked(jar.get());
    }
    return installed.orElseThrow(
        () -> new TensorRtUnavailableException("TensorRT 10 is not there: " + REMEDY));
  }

  private TensorRtLibraries named(Path place) throws TensorRtUnavailableException {
    if (Files.isRegularFile(place)) {
      return unpacked(place);
    }
    return TensorRtLibraries.in(place)
        .orElseThrow(
            () ->
                new TensorRtUnavailableException(
                    place
                        + ", which "
                        + PROPERTY
                        + " names, holds no "
                        + TensorRtLibraries.INFERENCE
                        + " with "
                        + TensorRtLibraries.PARSER));
  }

  private Optional<TensorRtLibraries> newest() {
    return folders.stream()
        .map(TensorRtLibraries::in)
        .flatMap(Optional::stream)
        .max(Comparator.comparing(TensorRtLibraries::version));
  }

  private TensorRtLibraries unpacked(Path jar) throws TensorRtUnavailableException {
    String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
    Path folder = cache.resolve("libraries").resolve(name);
    try {
      if (TensorRtLibraries.in(folder).isEmpty()) {
        UnpackedJar.unpack(jar, folder);
      }
    } catch (IOException e) {
      throw new TensorRtUnavailableException(
          jar + " cannot be unpacked to " + folder + ": " + e.getMessage(), e);
    }
    return TensorRtLibraries.in(folder)
        .orElseThrow(
            () -> new TensorRtUnavailableException(jar + " does not hold TensorRT's libraries"));
  }
}
