// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a model is built and run.
 *
 * @param device ordinal of the GPU
 * @param batches sizes that plans are made for, rising; other sizes run in the next larger one
 * @param precision that most layers may compute in
 * @param singlePrecision regular expression; layers in whose name it is found compute in single
 *     precision; empty: none
 * @param level the builder's optimisation level, 0 to 5: the higher the longer it searches
 * @param workspace memory in bytes that a layer may use beside its tensors
 * @param sideBySide whether batches of several slots compute at once, rather than in turn
 * @param cache folder of plans and timings
 */
public record TensorRtOptions(
    int device,
    List<Integer> batches,
    Precision precision,
    String singlePrecision,
    int level,
    long workspace,
    boolean sideBySide,
    Path cache) {
  private static final int HIGHEST_LEVEL = 5;
  private static final int MOST_WINDOWS = 256;
  private static final long WORKSPACE = 4L << 30;
  private static final int LEVEL = 3;

  public TensorRtOptions {
    batches = List.copyOf(batches);
    boolean rising = !batches.isEmpty() && batches.get(0) >= 1;
    for (int i = 1; i < batches.size(); i++) {
      rising &= batches.get(i) > batches.get(i - 1);
    }
    if (!rising || batches.get(batches.size() - 1) > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "batches must rise from 1 or more to " + MOST_WINDOWS + " or less, but are " + batches);
    }
    if (level < 0 || level > HIGHEST_LEVEL || workspace < 0 || device < 0) {
      throw new IllegalArgumentException(
          "the level must be 0 to "
              + HIGHEST_LEVEL
              + ", device and workspace must not be negative, but are "
              + level
              + ", "
              + device
              + " and "
              + workspace);
    }
  }

  /** Half precision in batches of 1, 8 and 32 on the first GPU, plans cached for the user. */
  public static final TensorRtOptions DEFAULT =
      new TensorRtOptions(
          0, List.of(1, 8, 32), Precision.FP16, "", LEVEL, WORKSPACE, false, userCache());

  /**
   * Reads DJL's options: {@code batches} such as {@code 1,8,32}, {@code precision}, {@code
   * singlePrecision} (a regular expression of layers' names), {@code level}, {@code workspace} in
   * MiB, {@code sideBySide}, {@code cache}; what is not there is as in {@link #DEFAULT}.
   *
   * @throws IllegalArgumentException if one is not understood; the message names it
   */
  public static TensorRtOptions parse(int device, Map<String, ?> options) {
    try {
      String pattern = text(options, "singlePrecision", "");
      return new TensorRtOptions(
          device,
          Arrays.stream(text(options, "batches", "1,8,32").split(","))
              .map(number -> Integer.valueOf(number.strip()))
              .toList(),
          Precision.valueOf(text(options, "precision", "fp16").toUpperCase(Locale.ROOT)),
          Pattern.compile(pattern).pattern(),
          Integer.parseInt(text(options, "level", Integer.toString(LEVEL))),
          Long.parseLong(text(options, "workspace", Long.toString(WORKSPACE >> 20))) << 20,
          Boolean.parseBoolean(text(options, "sideBySide", "false")),
          Path.of(text(options, "cache", DEFAULT.cache().toString())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the options " + options + " are not understood: " + e.getMessage(), e);
    }
  }

  /** The options that {@link #parse} reads, but for the device. */
  public Map<String, String> toMap() {
    return Map.of(
        "batches", batches.stream().map(String::valueOf).collect(Collectors.joining(",")),
        "precision", precision.name().toLowerCase(Locale.ROOT),
        "singlePrecision", singlePrecision,
        "level", Integer.toString(level),
        "workspace", Long.toString(workspace >> 20),
        "sideBySide", Boolean.toString(sideBySide),
        "cache", cache.toString());
  }

  /** The same in another precision. */
  public TensorRtOptions with(Precision other) {
    return new TensorRtOptions(
        device, batches, other, singlePrecision, level, workspace, sideBySide, cache);
  }

  /** The same on another GPU. */
  public TensorRtOptions on(int otherDevice) {
    return new TensorRtOptions(
        otherDevice, batches, precision, singlePrecision, level, workspace, sideBySide, cache);
  }

  /** The largest batch. */
  public int largest() {
    return batches.get(batches.size() - 1);
  }

  private static String text(Map<String, ?> options, String name, String otherwise) {
    Object value = options.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static Path userCache() {
    String caches = System.getenv("XDG_CACHE_HOME");
    Path folder =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return folder.resolve("sonomask").resolve("tensorrt");
  }
}
