// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with TensorRT's libraries.
 *
 * @param folder that holds {@code libnvinfer.so.10} and {@code libnvonnxparser.so.10}
 * @param version of TensorRT, as its file names have it
 */
public record TensorRtLibraries(Path folder, Version version) {
  /** TensorRT's own library. */
  static final String INFERENCE = "libnvinfer.so.10";

  /** The reader of ONNX files. */
  static final String PARSER = "libnvonnxparser.so.10";

  private static final Pattern NUMBERED =
      Pattern.compile("libnvinfer(?:_builder_resource)?\\.so\\.(\\d+)\\.(\\d+)\\.(\\d+)");

  /** A version of TensorRT. */
  public record Version(int major, int minor, int patch) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      int byMajor = Integer.compare(major, other.major);
      int byMinor = byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
      return byMinor == 0 ? Integer.compare(patch, other.patch) : byMinor;
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  /** What a folder holds, if it holds TensorRT 10 with its parser. */
  static Optional<TensorRtLibraries> in(Path folder) {
    if (!Files.isReadable(folder.resolve(INFERENCE)) || !Files.isReadable(folder.resolve(PARSER))) {
      return Optional.empty();
    }
    return Optional.of(new TensorRtLibraries(folder, version(folder)));
  }

  /** The lowest of the series, if no file's name says more. */
  private static Version version(Path folder) {
    Version newest = new Version(10, 0, 0);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher matcher = NUMBERED.matcher(file.getFileName().toString());
        if (matcher.matches() && matcher.group(1).equals("10")) {
          Version found =
              new Version(
                  Integer.parseInt(matcher.group(1)),
                  Integer.parseInt(matcher.group(2)),
                  Integer.parseInt(matcher.group(3)));
          newest = found.compareTo(newest) > 0 ? found : newest;
        }
      }
    } catch (IOException e) {
      return newest;
    }
    return newest;
  }
}
