// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.Collections;
import java.util.List;

/**
 * The sets that published figures are measured on. Each clip follows from the corpus, the set's
 * name and an index; test assets only. Safe for use by many threads.
 */
public final class EvaluationSets {
  /** The sets by their names in {@code ci/results}. */
  public enum Set {
    /** One visible object sounds. */
    COMPOSED_SINGLE(1_000),
    /** Several visible objects sound. */
    COMPOSED_MULTI(1_000),
    /**
     * {@link #COMPOSED_MULTI}, each clip with the sound of another that shares no class with it.
     */
    COMPOSED_MULTI_SHUFFLED(1_000),
    /** Silence and sounds of things that are not seen, in turn: every mask is empty. */
    SILENCE(500),
    /** Held-out people talking, before their own backdrop and before others. */
    TALKERS(40),
    /** Two held-out people side by side, of whom one talks: every other time the left one. */
    TALKING_PAIRS(40),
    /** Real photographs with a sound of their class. */
    PHOTOS(-1);

    private final int size;

    Set(int size) {
      this.size = size;
    }
  }

  private static final int CLIPS_A_PHOTO = 3;
  static final long SEED = 4_000_000;
  private static final double FIRST = 1;

  private final Corpus corpus;
  private final List<String> classes;
  private final SceneComposer composer;
  private final Cast cast;
  private final TalkingPeople people;
  private final List<Asset> photos;

  /**
   * The sets of a corpus.
   *
   * @param classes names in label order, index 0 being the background
   */
  public EvaluationSets(Corpus corpus, List<String> classes) {
    this.corpus = corpus;
    this.classes = List.copyOf(classes);
    this.composer = new SceneComposer(corpus, Split.TEST, classes);
    this.cast = new Cast(corpus, Split.TEST, this.classes.subList(1, classes.size()));
    this.people = new TalkingPeople(cast, this.classes);
    this.photos =
        corpus.assets().stream()
            .filter(a -> a.kind() == AssetKind.PHOTO && a.split() == Split.TEST)
            .filter(a -> !cast.sounds(a.category()).isEmpty())
            .toList();
  }

  /** Number of clips; 0 if the corpus lacks what the set shows. */
  public int size(Set set) {
    return switch (set) {
      case TALKERS -> people.count() == 0 ? 0 : set.size;
      case TALKING_PAIRS -> people.count() < 2 ? 0 : set.size;
      case PHOTOS -> CLIPS_A_PHOTO * photos.size();
      default -> set.size;
    };
  }

  /** A clip of a set. */
  public Clip clip(Set set, int index) {
    return switch (set) {
      case COMPOSED_SINGLE -> composer.compose(SceneKind.SINGLE, SEED + index);
      case COMPOSED_MULTI -> composer.compose(SceneKind.MULTI, SEED + index);
      case COMPOSED_MULTI_SHUFFLED -> shuffled(index);
      case SILENCE ->
          composer.compose(index % 2 == 0 ? SceneKind.SILENCE : SceneKind.OFF_SCREEN, SEED + index);
      case TALKERS -> people.alone(index);
      case TALKING_PAIRS -> people.pair(index);
      case PHOTOS -> photo(index);
    };
  }

  private Clip shuffled(int index) {
    Clip seen = clip(Set.COMPOSED_MULTI, index);
    for (int step = 1; step < Set.COMPOSED_MULTI.size; step++) {
      int other = (index + step) % Set.COMPOSED_MULTI.size;
      if (Collections.disjoint(seen.categories(), categories(other))) {
        return seen.withSoundOf(clip(Set.COMPOSED_MULTI, other));
      }
    }
    throw new IllegalStateException("No clip has sounds of other classes than clip " + index + ".");
  }

  private List<String> categories(int index) {
    double duration = Clip.FRAMES + 1;
    return composer.scene(SceneKind.MULTI, SEED + index, 1, duration).categories();
  }

  /** The whole photograph, cropped to a square around its object and slowly zoomed. */
  private Clip photo(int index) {
    Asset asset = photos.get(index / CLIPS_A_PHOTO);
    Dice dice = new Dice(SEED + 77L * index);
    double duration = Clip.FRAMES + 1;
    SoundStage stage = new SoundStage(cast, dice, duration, false);
    Voice voice = stage.voice(asset.category(), new SoundStage.Interval(0, duration), 0);
    Picture picture = corpus.picture(asset, 0);
    double own = picture.width() / (double) picture.height();
    double height = Math.max(1, 1 / own) * 1.02;
    double slack = Math.max(0, (height * own - 1) / 2);
    double shift = Math.max(-slack, Math.min(slack, (0.5 - middle(picture)) * height * own));
    Motion motion =
        new Motion(
            new Placement(0.5 + shift, 0.5, height, 0, false),
            0,
            0,
            0.01,
            0,
            0,
            0,
            0,
            0,
            new float[0]);
    Actor actor = new Actor(asset, 0, 0, 1, 0, motion, Toning.NONE, 0, 0, true, voice);
    return Scene.plain(cast, classes, duration, List.of(actor), voice, stage)
        .clip(index, FIRST, 1, Clip.FRAMES);
  }

  /** Where the object's middle is, as a share of the width. */
  private static double middle(Picture picture) {
    double sum = 0;
    double weight = 1e-6;
    for (int i = 0; i < picture.argb().length; i++) {
      int alpha = picture.argb()[i] >>> 24;
      weight += alpha;
      sum += alpha * (i % picture.width() + 0.5);
    }
    return sum / weight / picture.width();
  }
}
