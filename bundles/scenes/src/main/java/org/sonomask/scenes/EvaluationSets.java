// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
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
    COMPOSED_SINGLE(300),
    /** Several visible objects sound. */
    COMPOSED_MULTI(300),
    /**
     * {@link #COMPOSED_MULTI}, each clip with the sound of another that shares no class with it.
     */
    COMPOSED_MULTI_SHUFFLED(300),
    /** Silence and sounds of things that are not seen, in turn: every mask is empty. */
    SILENCE(200),
    /** Held-out people talking, before their own backdrop and before others. */
    TALKERS(40),
    /** Real photographs with a sound of their class. */
    PHOTOS(-1);

    private final int size;

    Set(int size) {
      this.size = size;
    }
  }

  private static final int CLIPS_A_PHOTO = 3;
  private static final long SEED = 4_000_000;
  private static final double FIRST = 1;

  private final Corpus corpus;
  private final List<String> classes;
  private final SceneComposer composer;
  private final Cast cast;
  private final List<Asset> talkers;
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
    this.talkers =
        cast.objects("person").stream().filter(a -> a.kind() == AssetKind.SEQUENCE).toList();
    this.photos =
        corpus.assets().stream()
            .filter(a -> a.kind() == AssetKind.PHOTO && a.split() == Split.TEST)
            .filter(a -> !cast.sounds(a.category()).isEmpty())
            .toList();
  }

  /** Number of clips; 0 if the corpus lacks what the set shows. */
  public int size(Set set) {
    return switch (set) {
      case TALKERS -> talkers.isEmpty() ? 0 : set.size;
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
      case TALKERS -> talker(index);
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

  /** Every other clip before the talker's own backdrop, at four zooms and mirrored. */
  private Clip talker(int index) {
    Asset asset = talkers.get(index % talkers.size());
    int turn = index / talkers.size();
    boolean own = turn % 2 == 0;
    Dice dice = new Dice(SEED + 31L * index);
    double seconds = asset.frames() / 25.0;
    SoundStage stage = new SoundStage(cast, dice, seconds, false);
    Voice voice = stage.ownVoice(asset, new SoundStage.Interval(0, seconds), 0);
    List<Actor> actors = new ArrayList<>();
    Placement place;
    if (own) {
      double zoom = 1 + 0.1 * (turn / 2 % 4);
      place = new Placement(0.5, zoom / 2, zoom, 0, turn / 2 % 2 == 1);
    } else {
      actors.add(backdrop(dice));
      double height = dice.between(0.75, 1.1);
      place = new Placement(dice.between(0.35, 0.65), 1 - height / 2, height, 0, dice.chance(0.5));
    }
    actors.add(
        new Actor(
            asset,
            0,
            25,
            asset.frames(),
            0,
            Motion.still(place),
            Toning.none(),
            own ? 0 : 60,
            0,
            own,
            voice));
    double hop = (seconds - 1.1) / (Clip.FRAMES - 1);
    return scene(seconds, actors, voice, stage).clip(index, 0.55, hop, Clip.FRAMES);
  }

  private Actor backdrop(Dice dice) {
    Asset background = dice.pick(cast.backgrounds());
    Picture picture = corpus.picture(background, 0);
    Motion motion = new Staging(dice, 1, Clip.FRAMES, 1, false).backdrop(picture);
    return new Actor(
        background, 0, 0, background.frames(), 0, motion, Toning.none(), 0, 0, true, null);
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
    Actor actor = new Actor(asset, 0, 0, 1, 0, motion, Toning.none(), 0, 0, true, voice);
    return scene(duration, List.of(actor), voice, stage).clip(index, FIRST, 1, Clip.FRAMES);
  }

  private Scene scene(double duration, List<Actor> actors, Voice voice, SoundStage stage) {
    FrameFinish plain = new FrameFinish(Toning.none(), 0, 0, 0, 0);
    float[] sound = stage.mix(List.of(voice), 0);
    return new Scene(
        corpus,
        SceneKind.SINGLE,
        duration,
        actors,
        List.of(voice),
        sound,
        stage.heard(),
        plain,
        classes);
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
