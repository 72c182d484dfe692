// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.sonomask.runtime.audio.LogMel;
import org.sonomask.scenes.Asset;
import org.sonomask.scenes.AssetKind;
import org.sonomask.scenes.Corpus;
import org.sonomask.scenes.Split;

/**
 * Sounds without pictures: mixtures of up to three recordings of the corpus's training side, every
 * class as often as any other. A clip costs far more to compose than its sound, and a network that
 * is to know a class by its sound must hear it in many mixtures. Made on all processors, those of
 * the next number ahead of time; for use by one thread.
 */
public final class SoundExercises implements SoundSource {
  private static final String AMBIENCE = "ambience";
  private static final int BLOCK = LogMel.SAMPLE_RATE / 100;
  private static final int AUDIBLE_BLOCKS = 8;
  private static final double BELOW_LOUDEST = 28;
  private static final double FLOOR = -58;
  private static final double LOWEST_PITCH = 0.9;
  private static final double HIGHEST_PITCH = 1.11;
  private static final double FAINTEST = -12;

  private final Corpus corpus;
  private final int classes;
  private final List<List<Asset>> recordings = new ArrayList<>();
  private final List<Integer> sounding = new ArrayList<>();
  private final List<Asset> ambience;
  private CompletableFuture<Exercises> next;
  private long nextNumber;
  private final ThreadLocal<LogMel> logMel = ThreadLocal.withInitial(LogMel::new);

  /**
   * Exercises with the sounds of a corpus.
   *
   * @param names of the classes by label, background first
   */
  public SoundExercises(Corpus corpus, List<String> names) {
    this.corpus = corpus;
    this.classes = names.size();
    this.ambience = corpus.assets(Split.TRAIN, AssetKind.SOUND, AMBIENCE);
    for (int label = 0; label < classes; label++) {
      recordings.add(corpus.assets(Split.TRAIN, AssetKind.SOUND, names.get(label)));
      if (label > 0 && !recordings.get(label).isEmpty()) {
        sounding.add(label);
      }
    }
  }

  @Override
  public Exercises exercises(long number, int count) {
    CompletableFuture<Exercises> wanted =
        next != null && nextNumber == number ? next : start(number, count);
    nextNumber = number + 1;
    next = start(nextNumber, count);
    return wanted.join();
  }

  private CompletableFuture<Exercises> start(long number, int count) {
    return CompletableFuture.supplyAsync(() -> make(number, count));
  }

  private Exercises make(long number, int count) {
    int example = LogMel.COLUMNS * LogMel.BANDS;
    Exercises all = new Exercises(new float[count * example], new byte[count * classes]);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random =
                  new SplittableRandom(number * 0x9E3779B97F4A7C15L + i * 0xD1B54A32D192ED03L);
              float[] window = mixture(random, all.audible(), i * classes);
              logMel.get().example(window, 0, all.logMel(), i * example);
            });
    return all;
  }

  private float[] mixture(SplittableRandom random, byte[] audible, int at) {
    float[] window = new float[LogMel.EXAMPLE_SAMPLES];
    int voices =
        random.nextDouble() < 0.1 ? 0 : random.nextDouble() < 0.6 ? 1 : 2 + random.nextInt(2);
    for (int voice = 0; voice < voices; voice++) {
      int label = sounding.get(random.nextInt(sounding.size()));
      if (play(
          pick(recordings.get(label), random), random, random.nextDouble(FAINTEST, 0), window)) {
        audible[at + label] = 1;
      }
    }
    if (!ambience.isEmpty() && (voices == 0 || random.nextDouble() < 0.3)) {
      double level = voices == 0 ? random.nextDouble(FAINTEST, 0) : random.nextDouble(-24, -10);
      play(pick(ambience, random), random, level, window);
    }
    float gain = (float) Math.pow(10, random.nextDouble(-9, 4) / 20);
    for (int i = 0; i < window.length; i++) {
      window[i] = Math.max(-1, Math.min(1, window[i] * gain));
    }
    return window;
  }

  private static Asset pick(List<Asset> assets, SplittableRandom random) {
    return assets.get(random.nextInt(assets.size()));
  }

  /** Adds a stretch of a recording; whether at least 80 ms of it are heard. */
  private boolean play(Asset asset, SplittableRandom random, double decibels, float[] window) {
    float[] recording = corpus.sound(asset);
    double pitch = random.nextDouble(LOWEST_PITCH, HIGHEST_PITCH);
    float gain = (float) Math.pow(10, decibels / 20);
    int length = (int) ((recording.length - 2) / pitch);
    int spare = length - window.length;
    int from = spare > 0 ? random.nextInt(spare) : -random.nextInt(1 - spare);
    int pause = random.nextInt(BLOCK, 50 * BLOCK);
    double[] powers = new double[window.length / BLOCK + 1];
    for (int i = 0; i < window.length; i++) {
      int place = Math.floorMod(from + i, length + pause);
      if (place < length) {
        double position = place * pitch;
        int j = (int) position;
        float part = (float) (position - j);
        float sample = gain * (recording[j] + part * (recording[j + 1] - recording[j]));
        window[i] += sample;
        powers[i / BLOCK] += sample * sample / BLOCK;
      }
    }
    double threshold = Math.max(FLOOR, loudest(recording) + decibels - BELOW_LOUDEST);
    return IntStream.range(0, powers.length)
            .filter(block -> 10 * Math.log10(powers[block] + 1e-12) > threshold)
            .count()
        >= AUDIBLE_BLOCKS;
  }

  private static double loudest(float[] recording) {
    double loudest = 1e-12;
    for (int start = 0; start + BLOCK <= recording.length; start += BLOCK) {
      double power = 0;
      for (int i = start; i < start + BLOCK; i++) {
        power += recording[i] * recording[i] / BLOCK;
      }
      loudest = Math.max(loudest, power);
    }
    return 10 * Math.log10(loudest);
  }
}
