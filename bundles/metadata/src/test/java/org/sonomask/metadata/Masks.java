// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskCodec.Input;
import org.sonomask.api.MaskCodec.Output;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;

/** Masks through codecs and back. */
public final class Masks {

  /** A picture of 1920 x 1080 whose running time 0 was in 2026, with confidences. */
  public static final Output EXACT = new Output(1920, 1080, 1_780_000_000_000_000_000L, true);

  /** The same without confidences. */
  public static final Output SCORES = new Output(1920, 1080, 1_780_000_000_000_000_000L, false);

  /** What reads both back. */
  public static final Input INPUT = new Input(EXACT.epoch(), 1 << 16);

  private static final byte[] LABELS = {
    0, 3, 3, 0, //
    0, 3, 3, 9
  };

  /** A dog of four pixels and a bell of one on the right half of the picture. */
  public static final MaskFrame DOG_AND_BELL =
      new MaskFrame(
          "studio \"A\"",
          40_000_000L,
          20_000_000L,
          4,
          2,
          LABELS,
          new byte[] {10, 20, 30, 40, 50, 60, 70, 80},
          List.of(
              new Region(3, "dog", 0.75f, 1, 0, 2, 2, 4), new Region(9, "bell", 1, 3, 1, 1, 1, 1)),
          new MaskGeometry(0.5, 0, 0.5, 1),
          0.5f,
          MaskSource.INFERRED,
          "combo-lite");

  private Masks() {}

  /** All bytes of a file of masks, each shown 7 ns after its frame. */
  public static byte[] write(MaskCodec codec, Output output, MaskFrame... masks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MaskCodec.Writer writer = codec.open(out, output)) {
      for (MaskFrame mask : masks) {
        writer.write(mask, 7);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The masks of a file, fed in pieces of random size. */
  public static List<MaskFrame> read(MaskCodec codec, byte[] bytes, Random pieces) {
    List<MaskFrame> masks = new ArrayList<>();
    MaskCodec.Reader reader = codec.read(INPUT);
    try {
      for (int at = 0; at < bytes.length; ) {
        int size = Math.min(bytes.length - at, 1 + pieces.nextInt(bytes.length));
        reader.read(ByteBuffer.wrap(bytes, at, size), masks::add);
        at += size;
      }
      reader.end(masks::add);
    } catch (MaskFormatException e) {
      throw new UncheckedIOException(e);
    }
    return masks;
  }

  /** Damages a file's bytes in one of many ways. */
  public static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> damaged[at] = (byte) ('0' + random.nextInt(10));
        case 3 -> System.arraycopy(bytes, 0, damaged, at, damaged.length - at);
        default -> damaged = Arrays.copyOf(damaged, at + 1);
      }
    }
    return damaged;
  }

  /** Reads bytes to the end whatever they are, and returns how many records were refused. */
  public static int readDamaged(MaskCodec codec, byte[] bytes) {
    MaskCodec.Reader reader = codec.read(INPUT);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    int refused = 0;
    while (left.hasRemaining()) {
      try {
        reader.read(left, Masks::assertSound);
      } catch (MaskFormatException e) {
        refused++;
        assertEquals(false, e.getMessage().isBlank());
      }
    }
    try {
      reader.end(Masks::assertSound);
    } catch (MaskFormatException e) {
      refused++;
    }
    return refused;
  }

  private static void assertSound(MaskFrame mask) {
    assertEquals(mask.width() * mask.height(), mask.labels().length);
  }

  /** Asserts that everything but the confidences is the same. */
  public static void assertSame(MaskFrame expected, MaskFrame actual) {
    assertEquals(expected.stream(), actual.stream());
    assertEquals(expected.runningTime(), actual.runningTime());
    assertEquals(expected.duration(), actual.duration());
    assertEquals(expected.width(), actual.width());
    assertEquals(expected.height(), actual.height());
    assertArrayEquals(expected.labels(), actual.labels());
    assertEquals(expected.regions(), actual.regions());
    assertEquals(expected.geometry(), actual.geometry());
    assertEquals(expected.audioCoverage(), actual.audioCoverage());
    assertEquals(expected.source(), actual.source());
    assertEquals(expected.model(), actual.model());
  }

  /** The same mask with other regions. */
  public static MaskFrame with(MaskFrame mask, List<Region> regions) {
    return new MaskFrame(
        mask.stream(),
        mask.runningTime(),
        mask.duration(),
        mask.width(),
        mask.height(),
        mask.labels(),
        mask.confidence(),
        regions,
        mask.geometry(),
        mask.audioCoverage(),
        mask.source(),
        mask.model());
  }
}
