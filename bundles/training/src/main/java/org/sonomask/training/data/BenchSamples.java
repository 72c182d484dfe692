// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.combo.data.BenchClip;

/**
 * Clips of AVSBench as samples of five frames; a clip of ten seconds is two of them. For training,
 * each epoch has an order of its own; for validation they come as they lie in their folder. Frames
 * without a maskige get a live prior.
 */
public final class BenchSamples implements SampleSource {
  /** Frames of a sample: the window that L_ada compares. */
  public static final int FRAMES = 5;

  /** How samples are ordered and changed. */
  public enum Use {
    /** In a new order each epoch, at several scales. */
    TRAIN_SCALED,
    /** In a new order each epoch. */
    TRAIN,
    /** In the folder's order. */
    VALIDATE
  }

  /** Five frames of a clip. */
  private record Part(BenchClip clip, int first) {}

  private final List<Part> parts;
  private final int size;
  private final ThreadLocal<PriorProvider.Instance> priors;
  private final Use use;
  private final long seed;
  private final Map<Long, int[]> orders = new ConcurrentHashMap<>();

  /**
   * Samples of clips.
   *
   * @param size width and height of pictures
   * @param seed of orders and scales
   * @throws IOException if there are no clips
   */
  public BenchSamples(List<BenchClip> clips, int size, PriorProvider priors, Use use, long seed)
      throws IOException {
    if (clips.isEmpty()) {
      throw new IOException("There are no clips to learn from: the split's folder is empty.");
    }
    this.parts =
        clips.stream()
            .flatMap(
                clip ->
                    IntStream.range(0, clip.frames().size() / FRAMES)
                        .mapToObj(half -> new Part(clip, half * FRAMES)))
            .toList();
    this.size = size;
    this.priors = ThreadLocal.withInitial(() -> priors.open(size, size));
    this.use = use;
    this.seed = seed;
  }

  /** Samples of an epoch. */
  public int count() {
    return parts.size();
  }

  @Override
  public Sample sample(long number) {
    long epoch = number / parts.size();
    int at = (int) (number % parts.size());
    Part part = parts.get(use == Use.VALIDATE ? at : order(epoch)[at]);
    try {
      Sample sample = read(part);
      return use == Use.TRAIN_SCALED
          ? ScaleAndCrop.draw(size, new SplittableRandom(seed * 31 + number)).apply(sample)
          : sample;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The clip " + part.clip().name() + " cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private int[] order(long epoch) {
    orders.keySet().removeIf(old -> old < epoch - 2);
    return orders.computeIfAbsent(
        epoch,
        any -> {
          SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * epoch);
          int[] order = new int[parts.size()];
          for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
          }
          return order;
        });
  }

  private Sample read(Part part) throws IOException {
    BenchClip clip = part.clip();
    float[][] examples = clip.examples();
    byte[][] frames = new byte[FRAMES][];
    byte[][] maps = new byte[FRAMES][];
    byte[][] labels = new byte[FRAMES][];
    float[][] heard = new float[FRAMES][];
    for (int i = 0; i < FRAMES; i++) {
      int second = part.first() + i;
      frames[i] = clip.frame(second, size, size);
      Optional<byte[]> maskige = clip.maskige(second, size, size);
      maps[i] = maskige.isPresent() ? maskige.get() : prior(frames[i]);
      labels[i] = second < clip.truth().size() ? clip.labels(second, size, size) : null;
      heard[i] = examples[Math.min(second, examples.length - 1)];
    }
    return new Sample(size, frames, maps, labels, heard);
  }

  private byte[] prior(byte[] frame) {
    byte[] prior = new byte[size * size];
    priors.get().prior(ByteBuffer.wrap(frame), 0, ByteBuffer.wrap(prior), 0);
    return prior;
  }
}
