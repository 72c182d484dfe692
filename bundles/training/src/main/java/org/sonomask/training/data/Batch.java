// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Clips of one training step, joined frame after frame, clip after clip.
 *
 * @param count number of frames N
 * @param size width and height
 * @param frames uint8 RGB, [N, size, size, 3]
 * @param priors uint8, [N, size, size]
 * @param logMel float32, [N, 1, 96, 64]
 * @param labelled frames that have a label
 * @param labels class ids of those frames, [size, size] each
 * @param objects uint8 class ids of all known objects, [N, size, size]; null unless all clips tell
 * @param audible uint8 flags of the classes heard, [N, classes]; null unless all clips tell
 */
public record Batch(
    int count,
    int size,
    byte[] frames,
    byte[] priors,
    float[] logMel,
    int[] labelled,
    byte[][] labels,
    byte[] objects,
    byte[] audible) {

  /** Joins clips of the same size. */
  public static Batch of(List<Sample> samples) {
    int size = samples.get(0).size();
    int count = samples.stream().mapToInt(s -> s.frames().length).sum();
    int example = samples.get(0).logMel()[0].length;
    byte[] frames = new byte[count * size * size * 3];
    byte[] priors = new byte[count * size * size];
    float[] logMel = new float[count * example];
    List<Integer> labelled = new ArrayList<>();
    List<byte[]> labels = new ArrayList<>();
    int at = 0;
    for (Sample sample : samples) {
      for (int frame = 0; frame < sample.frames().length; frame++, at++) {
        copy(sample.frames()[frame], frames, at);
        copy(sample.priors()[frame], priors, at);
        System.arraycopy(sample.logMel()[frame], 0, logMel, at * example, example);
        if (sample.labels()[frame] != null) {
          labelled.add(at);
          labels.add(sample.labels()[frame]);
        }
      }
    }
    int[] where = labelled.stream().mapToInt(i -> i).toArray();
    return new Batch(
        count,
        size,
        frames,
        priors,
        logMel,
        where,
        labels.toArray(byte[][]::new),
        joined(samples, Sample::objects),
        joined(samples, Sample::audible));
  }

  private static byte[] joined(List<Sample> samples, Function<Sample, byte[][]> part) {
    if (samples.stream().anyMatch(sample -> part.apply(sample) == null)) {
      return null;
    }
    List<byte[]> all = samples.stream().flatMap(s -> Arrays.stream(part.apply(s))).toList();
    byte[] joined = new byte[all.size() * all.get(0).length];
    for (int i = 0; i < all.size(); i++) {
      copy(all.get(i), joined, i);
    }
    return joined;
  }

  private static void copy(byte[] one, byte[] all, int at) {
    System.arraycopy(one, 0, all, at * one.length, one.length);
  }
}
