// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.List;

/**
 * Composes scenes from one side of a corpus. What comes out depends on the corpus, the split, the
 * classes, the kind and the seed only. Safe for use by many threads.
 *
 * <pre>{@code
 * Corpus corpus = Corpus.open(Path.of("target/corpus"));
 * SceneComposer composer = new SceneComposer(corpus, Split.TRAIN, SceneClasses.NAMES);
 * Clip clip = composer.compose(composer.kindFor(seed), seed);
 * }</pre>
 */
public final class SceneComposer {
  private static final double FILM_PACE = 4;

  private final Cast cast;
  private final Split split;
  private final List<String> classes;

  /**
   * A composer.
   *
   * @param classes names in label order, index 0 being the background
   * @throws IllegalArgumentException if the corpus has nothing to compose from on that side
   */
  public SceneComposer(Corpus corpus, Split split, List<String> classes) {
    this.classes = List.copyOf(classes);
    this.split = split;
    this.cast = new Cast(corpus, split, this.classes.subList(1, classes.size()));
  }

  /** The classes that have both a picture and a sound on this side, in label order. */
  public List<String> composable() {
    return List.copyOf(cast.categories());
  }

  /**
   * The kind for a seed when kinds are to be mixed: 40 % single, 32 % multi, 23 % off screen, 5 %
   * silence, which is learnt soonest.
   */
  public SceneKind kindFor(long seed) {
    double share = new Dice(seed ^ 0x5ce9e).between(0, 1);
    if (share < 0.4) {
      return SceneKind.SINGLE;
    }
    if (share < 0.72) {
      return SceneKind.MULTI;
    }
    return share < 0.95 ? SceneKind.OFF_SCREEN : SceneKind.SILENCE;
  }

  /**
   * Composes a clip of {@link Clip#FRAMES} frames: one second apart for evaluation and every other
   * training clip, else 0.2 to 1 s.
   */
  public Clip compose(SceneKind kind, long seed) {
    Dice pace = new Dice(seed + 77);
    double hop = split == Split.TRAIN && pace.chance(0.5) ? pace.between(0.2, 1) : 1;
    return scene(kind, seed, 1, (Clip.FRAMES - 1) * hop + 2).clip(seed, 1, hop, Clip.FRAMES);
  }

  /**
   * Composes a clip at a steady frame rate in which every object but the backdrop moves, four times
   * faster than in other clips: what temporal consistency is measured on. A frame takes some 260
   * kB, most of it pixels and sound.
   *
   * @param rate frames a second
   * @param frames how many
   */
  public Clip film(SceneKind kind, long seed, double rate, int frames) {
    double duration = (frames - 1) / rate + 2;
    return scene(kind, seed, 1, duration, FILM_PACE).clip(seed, 1, 1 / rate, frames);
  }

  /**
   * Plans a scene to be rendered at any time and size.
   *
   * @param aspect width of the frame over its height
   * @param duration seconds, 2 or more
   */
  public Scene scene(SceneKind kind, long seed, double aspect, double duration) {
    return scene(kind, seed, aspect, duration, 1);
  }

  private Scene scene(SceneKind kind, long seed, double aspect, double duration, double pace) {
    Dice dice = new Dice(seed * 31 + kind.ordinal() * 7 + split.ordinal());
    return new ScenePlanner(cast, classes, kind, dice, aspect, duration, pace, split == Split.TRAIN)
        .plan();
  }
}
