// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;

/** Random label maps of all kinds: noise, rectangles, discs, edges, full and empty ones. */
public final class RandomMasks {

  /** Masks a property test of a codec tries; {@code -Dsonomask.masks=100000} scales all. */
  public static final int COUNT = Integer.getInteger("sonomask.masks", 2_000);

  private static final int MAX_SIDE = 40;

  private static final List<String> TEXTS =
      List.of(
          "dog",
          "",
          "Studio \"A\"",
          "a --> b",
          "<b>&amp;]]>",
          "violín 小提琴 🎻",
          "x\ny",
          " two  spaces ");

  /** A label map, row-major. */
  public record Labels(int width, int height, byte[] labels) {}

  private final Random random;

  public RandomMasks(long seed) {
    random = new Random(seed);
  }

  /** Hands {@link #COUNT} masks, reproducible one by one from the seed in the failure's message. */
  public static void forEach(Consumer<RandomMasks> property) {
    forEach(COUNT, property);
  }

  /** Hands as many masks as told. */
  public static void forEach(int count, Consumer<RandomMasks> property) {
    for (int seed = 0; seed < count; seed++) {
      try {
        property.accept(new RandomMasks(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("fails for random masks of seed " + seed, e);
      }
    }
  }

  /** The source of randomness, for whatever else a property needs. */
  public Random random() {
    return random;
  }

  /** A label map with labels 0 to {@code maxLabel} and sides up to 40. */
  public Labels labels(int maxLabel) {
    int width = 1 + random.nextInt(MAX_SIDE);
    int height = 1 + random.nextInt(MAX_SIDE);
    return labels(width, height, maxLabel);
  }

  /** A label map of a size. */
  public Labels labels(int width, int height, int maxLabel) {
    byte[] labels = new byte[width * height];
    switch (random.nextInt(8)) {
      case 0 -> noise(labels, maxLabel);
      case 1 -> Arrays.fill(labels, (byte) random.nextInt(maxLabel + 1));
      case 2 -> labels[random.nextInt(labels.length)] = (byte) label(maxLabel);
      case 3 -> Arrays.fill(labels, random.nextInt(labels.length), labels.length, (byte) 1);
      case 4, 5 -> rectangles(labels, width, height, maxLabel);
      default -> discs(labels, width, height, maxLabel);
    }
    return new Labels(width, height, labels);
  }

  /** A mask whose regions fit its labels as a stream's do, or not quite, or not at all. */
  public MaskFrame frame() {
    int kind = random.nextInt(4);
    Labels map = labels(kind == 3 ? 255 : 1 + random.nextInt(6));
    List<Region> regions = new ArrayList<>();
    for (int n = kind == 0 ? 0 : random.nextInt(6); n > 0; n--) {
      regions.add(region(map, kind == 1));
    }
    byte[] confidence = new byte[map.labels().length];
    random.nextBytes(confidence);
    long bound = 1L << 1 + random.nextInt(62);
    return new MaskFrame(
        text(),
        random.nextLong(bound),
        random.nextLong(1_000_000_000),
        map.width(),
        map.height(),
        map.labels(),
        confidence,
        regions,
        geometry(),
        random.nextFloat(),
        MaskSource.values()[random.nextInt(3)],
        text());
  }

  private Region region(Labels map, boolean whole) {
    int x = whole ? 0 : random.nextInt(map.width());
    int y = whole ? 0 : random.nextInt(map.height());
    return new Region(
        1 + random.nextInt(whole ? 255 : 6),
        text(),
        random.nextFloat(),
        x,
        y,
        1 + random.nextInt(map.width() - x),
        1 + random.nextInt(map.height() - y),
        random.nextInt(map.labels().length),
        random.nextBoolean() ? 0 : random.nextLong(1L << 1 + random.nextInt(62)));
  }

  private MaskGeometry geometry() {
    if (random.nextBoolean()) {
      return MaskGeometry.WHOLE;
    }
    double x = random.nextDouble() / 2;
    double y = random.nextDouble() / 2;
    return new MaskGeometry(x, y, 0.01 + random.nextDouble() / 3, 0.01 + random.nextDouble() / 3);
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private int label(int maxLabel) {
    return 1 + random.nextInt(maxLabel);
  }

  private void noise(byte[] labels, int maxLabel) {
    float density = random.nextFloat();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextFloat() < density ? (byte) label(maxLabel) : 0;
    }
  }

  private void rectangles(byte[] labels, int width, int height, int maxLabel) {
    for (int n = random.nextInt(5); n > 0; n--) {
      int left = random.nextInt(width);
      int right = left + random.nextInt(width - left) + 1;
      byte label = (byte) label(maxLabel);
      for (int y = random.nextInt(height), rows = random.nextInt(height); y < height; y++) {
        if (rows-- > 0) {
          Arrays.fill(labels, y * width + left, y * width + right, label);
        }
      }
    }
  }

  private void discs(byte[] labels, int width, int height, int maxLabel) {
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int x0 = random.nextInt(width);
      int y0 = random.nextInt(height);
      int square = 1 + random.nextInt(width * width + 1);
      byte label = (byte) (random.nextInt(4) == 0 ? 0 : label(maxLabel));
      for (int i = 0; i < labels.length; i++) {
        int dx = i % width - x0;
        int dy = i / width - y0;
        if (dx * dx + dy * dy < square) {
          labels[i] = label;
        }
      }
    }
  }
}
