// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.Picture;
import org.sonomask.scenes.Split;
import org.sonomask.scenes.build.PackWriter.Origin;

/** A corpus of drawn discs and tones, in the real format, for tests. */
public final class SmallCorpus {
  private SmallCorpus() {}

  /** Writes and opens a corpus with talkers, two more classes, neutral things and backgrounds. */
  public static Corpus in(Path folder) throws IOException {
    return in(folder, 1);
  }

  /** The same with so many talkers on each side. */
  public static Corpus in(Path folder, int talkers) throws IOException {
    try (PackWriter pack = new PackWriter(folder)) {
      for (Split split : List.of(Split.TRAIN, Split.TEST)) {
        int shade = split == Split.TRAIN ? 40 : 0;
        for (int i = 0; i < 3; i++) {
          disc(pack, split, "dog", "dog" + i, 0xb06020 + shade);
          disc(pack, split, "guitar", "guitar" + i, 0x20a0c0 + shade);
          disc(pack, split, Asset.NEUTRAL, "stone" + i, 0x707070 + shade);
          tone(pack, split, "dog", "bark" + i, 300 + 90 * i, 0.7);
          tone(pack, split, "guitar", "strum" + i, 900 + 90 * i, 4);
          tone(pack, split, "ambience", "rain" + i, 2_000 + 90 * i, 4);
          background(pack, split, "wall" + i, 7L * i + shade);
        }
        for (int i = 0; i < talkers; i++) {
          talker(pack, split, i);
        }
      }
    }
    return Corpus.open(folder);
  }

  private static Origin origin(AssetKind kind, Split split, String category, String name) {
    String id = kind + "/" + split + "/" + name;
    return new Origin(
        id,
        kind,
        category,
        split,
        id,
        "drawn 1",
        name,
        "CC0-1.0",
        "",
        Fingerprint.sha256(id.getBytes()));
  }

  private static void disc(PackWriter pack, Split split, String category, String name, int colour)
      throws IOException {
    Picture picture = disc(64, 48, colour, 0);
    pack.add(origin(AssetKind.CUTOUT, split, category, name), List.of(picture), null);
  }

  private static Picture disc(int width, int height, int colour, int around) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      double dx = (i % width - width / 2.0) / (0.45 * width);
      double dy = (i / width - height / 2.0) / (0.45 * height);
      argb[i] = dx * dx + dy * dy < 1 ? 0xff000000 | colour : around;
    }
    return new Picture(width, height, argb);
  }

  private static void talker(PackWriter pack, Split split, int number) throws IOException {
    Origin speech = origin(AssetKind.SOUND, split, "person", "speech" + number);
    String sound = pack.add(speech, sine(500 + 100 * number, 0.4));
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      frames.add(disc(90, 72, 0xd0a090 + i, 0x0020a0d0));
    }
    pack.add(origin(AssetKind.SEQUENCE, split, "person", "talker" + number), frames, sound);
  }

  private static void background(PackWriter pack, Split split, String name, long seed)
      throws IOException {
    Random random = new Random(seed);
    int[] argb = new int[120 * 90];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = 0xff000000 | 0x305030 + 0x010101 * random.nextInt(30);
    }
    Picture picture = new Picture(120, 90, argb);
    pack.add(origin(AssetKind.BACKGROUND, split, Asset.NEUTRAL, name), List.of(picture), null);
  }

  private static void tone(
      PackWriter pack, Split split, String category, String name, double hertz, double seconds)
      throws IOException {
    pack.add(origin(AssetKind.SOUND, split, category, name), sine(hertz, seconds));
  }

  private static short[] sine(double hertz, double seconds) {
    short[] samples = new short[(int) (16_000 * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * hertz * i / 16_000));
    }
    return samples;
  }
}
