// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.Region;
import org.sonomask.metadata.internal.json.JsonLines;
import org.sonomask.metadata.internal.klv.KlvCodec;
import org.sonomask.metadata.internal.onvif.Onvif;
import org.sonomask.metadata.internal.webvtt.WebVtt;
import org.sonomask.metadata.rle.CocoRle;

/**
 * Prints how much processor time each codec takes for a mask of 224 x 224, and how many bytes:
 * masks of two objects with wavy edges, a quarter of the picture. Run it with the test class path.
 */
public final class CodecBenchmark {
  private static final int SIDE = 224;
  private static final int MASKS = 64;
  private static final int ROUNDS = 100;

  private CodecBenchmark() {}

  /** Runs all. */
  public static void main(String[] arguments) throws IOException {
    List<MaskFrame> masks = new ArrayList<>();
    for (int seed = 0; seed < MASKS; seed++) {
      masks.add(mask(new Random(seed)));
    }
    System.out.printf("%-24s %10s %10s %10s%n", "codec", "write us", "read us", "bytes");
    cocoRle(masks);
    codec("jsonl", new JsonLines(), Masks.SCORES, masks);
    codec("jsonl, confidence", new JsonLines(), Masks.EXACT, masks);
    codec("webvtt", new WebVtt(), Masks.SCORES, masks);
    codec("klv", new KlvCodec(), Masks.SCORES, masks);
    codec("onvif", new Onvif(), Masks.SCORES, masks);
  }

  private static void cocoRle(List<MaskFrame> masks) {
    long bytes = 0;
    for (MaskFrame mask : masks) {
      bytes += CocoRle.of(mask.labels(), SIDE, SIDE, 1).compressed().length();
    }
    List<String> texts = new ArrayList<>();
    double write =
        microseconds(
            masks.size(),
            () -> {
              texts.clear();
              for (MaskFrame mask : masks) {
                texts.add(CocoRle.of(mask.labels(), SIDE, SIDE, 1).compressed());
              }
              return texts;
            });
    byte[] plane = new byte[SIDE * SIDE];
    double read =
        microseconds(
            masks.size(),
            () -> {
              texts.forEach(text -> CocoRle.parse(text, SIDE, SIDE).paint(plane, 1));
              return plane;
            });
    print("COCO RLE of one object", write, read, bytes / masks.size());
  }

  private static void codec(
      String name, MaskCodec codec, MaskCodec.Output output, List<MaskFrame> masks)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskCodec.Writer writer = codec.open(out, output);
    double write =
        microseconds(
            masks.size(),
            () -> {
              out.reset();
              for (MaskFrame mask : masks) {
                unchecked(() -> writer.write(mask, 0));
              }
              return out;
            });
    byte[] bytes = out.toByteArray();
    MaskCodec.Reader reader = codec.read(Masks.INPUT);
    List<MaskFrame> read = new ArrayList<>();
    double readTime =
        microseconds(
            masks.size(),
            () -> {
              read.clear();
              unchecked(() -> reader.read(ByteBuffer.wrap(bytes), read::add));
              return read;
            });
    if (read.size() != masks.size()) {
      throw new AssertionError(read.size() + " masks read of " + masks.size());
    }
    print(name, write, readTime, bytes.length / masks.size());
  }

  private static void print(String name, double write, double read, long bytes) {
    System.out.printf("%-24s %10.1f %10.1f %10d%n", name, write, read, bytes);
  }

  /** Work that does input or output in memory. */
  private interface Work {
    void run() throws IOException;
  }

  private static void unchecked(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Median processor time of the later rounds, for one of {@code count} masks. */
  private static double microseconds(int count, Supplier<Object> work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] times = new double[ROUNDS];
    int kept = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      kept += work.get().hashCode();
      times[round] = (threads.getCurrentThreadCpuTime() - start) / 1e3 / count;
    }
    if (kept == 42) {
      System.out.print("");
    }
    double[] later = Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
    Arrays.sort(later);
    return later[later.length / 2];
  }

  /** Two discs with wavy edges, and confidences that fall towards the edges, with noise. */
  private static MaskFrame mask(Random random) {
    byte[] labels = new byte[SIDE * SIDE];
    byte[] confidence = new byte[SIDE * SIDE];
    double phase = 6 * random.nextDouble();
    for (int i = 0; i < labels.length; i++) {
      double edge = -1;
      for (int label = 1; label <= 2; label++) {
        double dx = i % SIDE - 70.0 * label;
        double dy = i / SIDE - 20.0 * label - 50;
        double angle = Math.atan2(dy, dx);
        double radius = 40 + 5 * Math.sin(5 * angle + phase) + 2 * Math.sin(17 * angle - phase);
        double depth = radius - Math.hypot(dx, dy);
        if (depth > 0) {
          labels[i] = (byte) label;
          edge = Math.max(edge, depth);
        }
      }
      double certain = 255 / (1 + Math.exp(-Math.abs(edge) / 3));
      confidence[i] = (byte) Math.max(0, Math.min(certain + random.nextGaussian(), 255));
    }
    List<Region> regions =
        List.of(
            new Region(1, "dog", 0.91f, 20, 20, 100, 100, 5000),
            new Region(2, "violin", 0.87f, 90, 40, 100, 100, 5000));
    return new MaskFrame(
        "benchmark",
        1_000_000_000,
        40_000_000,
        SIDE,
        SIDE,
        labels,
        confidence,
        regions,
        MaskGeometry.WHOLE,
        1,
        MaskSource.INFERRED,
        "combo-lite");
  }
}
