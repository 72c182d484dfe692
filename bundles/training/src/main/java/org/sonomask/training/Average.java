// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;

/**
 * Averages the weights of runs that began with the same weights and learnt the same, each with a
 * seed of its own (a uniform "model soup", Wortsman et al. 2022, arXiv 2203.05482): it often does
 * better than each of them on what training has not seen, and costs no more than one. Of runs that
 * began differently an average is worth nothing.
 *
 * <pre>Average --weights FILE --weights FILE ... --out FILE.safetensors</pre>
 */
public final class Average {
  private Average() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, "weights", "out");
    List<Path> files = options.all("weights").stream().map(Path::of).toList();
    Map<String, StoredTensor> average = of(files);
    String names =
        files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    Safetensors.write(options.path("out"), average, Map.of("source", "Average of " + names));
    System.out.println(options.path("out") + ": " + average.size() + " tensors");
  }

  /**
   * The mean of the files' tensors.
   *
   * @throws IllegalArgumentException if there are fewer than two files
   * @throws IOException if they do not hold the same tensors; the message names the first that
   *     differs
   */
  static Map<String, StoredTensor> of(List<Path> files) throws IOException {
    if (files.size() < 2) {
      throw new IllegalArgumentException("Give --weights at least twice.");
    }
    Map<String, StoredTensor> means = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      try (Checkpoint file = Checkpoint.open(files.get(i))) {
        if (i > 0) {
          requireSameTensors(means, file.tensors(), files.get(i));
        }
        for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
          means.put(entry.getKey(), with(means.get(entry.getKey()), entry.getValue(), i));
        }
      }
    }
    return means;
  }

  private static void requireSameTensors(
      Map<String, StoredTensor> means, Map<String, StoredTensor> tensors, Path file)
      throws IOException {
    Map<String, String> expected = shapes(means);
    Map<String, String> found = shapes(tensors);
    for (Map<String, String> side : List.of(expected, found)) {
      for (String key : side.keySet()) {
        if (!String.valueOf(expected.get(key)).equals(found.get(key))) {
          throw new IOException(
              String.format(
                  "%s: %s has shape %s, in the files before it %s: only weights of one network"
                      + " can be averaged.",
                  file.getFileName(), key, found.get(key), expected.get(key)));
        }
      }
    }
  }

  private static Map<String, String> shapes(Map<String, StoredTensor> tensors) {
    return tensors.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> Arrays.toString(entry.getValue().shape())));
  }

  /** The mean of {@code count} tensors, and of one more; in memory, for the file will be closed. */
  private static StoredTensor with(StoredTensor mean, StoredTensor next, int count)
      throws IOException {
    float[] values = next.values();
    float[] before = count == 0 ? values : mean.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (before[i] + ((double) values[i] - before[i]) / (count + 1));
    }
    return StoredTensor.of(values, next.shape());
  }
}
