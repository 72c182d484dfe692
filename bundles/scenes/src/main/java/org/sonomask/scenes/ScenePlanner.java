// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Decides who is in a scene and who sounds. Two objects of one class never share a scene, because
 * sound alone could not tell which one sounds, and no off-screen sound is of a class that is seen.
 */
final class ScenePlanner {
  private static final List<Set<String>> ALIKE =
      List.of(Set.of("duck", "bird", "hen"), Set.of("cow", "sheep"), Set.of("car", "airplane"));

  private final Cast cast;
  private final List<String> classes;
  private final SceneKind kind;
  private final Dice dice;
  private final double duration;
  private final boolean practice;
  private final Staging staging;
  private final SoundStage soundStage;
  private final List<Voice> voices = new ArrayList<>();
  private Picture backdrop;

  /**
   * Plans one scene.
   *
   * @param practice whether it is for training: things vary more, more of them are silent, and more
   *     is heard of what is not seen
   */
  ScenePlanner(
      Cast cast,
      List<String> classes,
      SceneKind kind,
      Dice dice,
      double aspect,
      double duration,
      double pace,
      boolean practice) {
    this.cast = cast;
    this.classes = classes;
    this.kind = kind;
    this.dice = dice;
    this.duration = duration;
    this.practice = practice;
    this.staging = new Staging(dice, aspect, duration, pace, practice);
    this.soundStage = new SoundStage(cast, dice, duration, practice);
  }

  /** Decides everything. */
  Scene plan() {
    List<String> sounding = pickCategories(soundingCount(), List.of());
    List<String> silent = pickSilent(sounding);
    List<Actor> actors = new ArrayList<>();
    boolean studio =
        sounding.size() + silent.size() > 0
            && dice.chance(0.3)
            && studioCategory(sounding, silent) != null;
    if (studio) {
      String category = studioCategory(sounding, silent);
      actors.add(studio(category, sounding.contains(category)));
      sounding.remove(category);
      silent.remove(category);
      if (dice.chance(0.7)) {
        silent.clear();
      }
    } else {
      actors.add(background());
    }
    int crowd = sounding.size() + silent.size();
    List<Actor> cut = new ArrayList<>();
    sounding.forEach(category -> cut.add(actor(category, true, crowd)));
    silent.forEach(category -> cut.add(actor(category, false, crowd)));
    Collections.shuffle(cut, new Random(dice.seed()));
    actors.addAll(cut);
    float[] sound = sound(actors);
    return new Scene(
        cast.corpus(),
        kind,
        duration,
        actors,
        voices,
        sound,
        soundStage.heard(),
        staging.finish(),
        classes);
  }

  private int soundingCount() {
    return switch (kind) {
      case SINGLE -> 1;
      case MULTI -> dice.chance(0.75) ? 2 : 3;
      case OFF_SCREEN, SILENCE -> 0;
    };
  }

  private List<String> pickCategories(int count, List<String> not) {
    List<String> picked = new ArrayList<>();
    for (int tries = 0; picked.size() < count && tries < 100; tries++) {
      String category =
          dice.chance(0.1) && cast.categories().contains("person")
              ? "person"
              : dice.pick(cast.categories());
      if (!picked.contains(category)
          && !not.contains(category)
          && !alike(category, picked)
          && !alike(category, not)) {
        picked.add(category);
      }
    }
    return picked;
  }

  private List<String> pickSilent(List<String> sounding) {
    int count =
        switch (kind) {
          case SINGLE -> dice.chance(0.3) ? 0 : dice.chance(0.6) ? 1 : 2;
          case MULTI -> dice.chance(practice ? 0.45 : 0.65) ? 0 : 1;
          case OFF_SCREEN, SILENCE -> 1 + dice.below(3);
        };
    List<String> silent = pickCategories(count, sounding);
    for (int i = 0; i < silent.size(); i++) {
      if (dice.chance(0.35) && !cast.objects(Asset.NEUTRAL).isEmpty()) {
        silent.set(i, Asset.NEUTRAL);
      }
    }
    return silent;
  }

  private static boolean alike(String category, List<String> others) {
    return ALIKE.stream()
        .anyMatch(set -> set.contains(category) && others.stream().anyMatch(set::contains));
  }

  /**
   * A class in the scene for which there is something to show with its own surroundings, or null.
   */
  private String studioCategory(List<String> sounding, List<String> silent) {
    for (List<String> list : List.of(sounding, silent)) {
      for (String category : list) {
        if (!cast.wholes(category).isEmpty()) {
          return category;
        }
      }
    }
    return null;
  }

  private List<Asset> sequences(String category) {
    return cast.objects(category).stream().filter(a -> a.kind() == AssetKind.SEQUENCE).toList();
  }

  private Actor background() {
    Asset asset = dice.pick(cast.backgrounds());
    backdrop = cast.corpus().picture(asset, 0);
    return new Actor(
        asset, 0, 0, asset.frames(), 0, staging.backdrop(backdrop), Toning.NONE, 0, 0, true, null);
  }

  private Actor studio(String category, boolean sounds) {
    Asset asset = dice.pick(cast.wholes(category));
    backdrop = cast.corpus().picture(asset, 0);
    return performing(asset, sounds, staging.backdrop(backdrop), Toning.NONE, true);
  }

  private Actor actor(String category, boolean sounds, int crowd) {
    List<Asset> choice = cast.objects(category);
    List<Asset> moving = sequences(category);
    Asset asset = dice.pick(!moving.isEmpty() && dice.chance(0.5) ? moving : choice);
    Actor draft = performing(asset, sounds, null, Toning.NONE, false);
    Picture picture = cast.corpus().picture(asset, draft.firstFrame());
    float[] hops = new float[0];
    if (draft.voice() != null && asset.kind() == AssetKind.CUTOUT && dice.chance(0.5)) {
      hops = draft.voice().hopLevels();
    } else if (draft.voice() == null && dice.chance(0.3)) {
      hops = staging.idleHops();
    }
    Motion motion = staging.place(asset, picture, hops, crowd);
    return new Actor(
        asset,
        draft.firstFrame(),
        draft.frameRate(),
        draft.frameCount(),
        draft.syncTime(),
        motion,
        staging.harmonised(picture, backdrop),
        40 + dice.below(60),
        asset.kind() == AssetKind.CUTOUT && dice.chance(0.4) ? dice.between(0.15, 0.5) : 0,
        false,
        draft.voice());
  }

  /** An actor with its voice, if it sounds, and the frames it shows. */
  private Actor performing(
      Asset asset, boolean sounds, Motion motion, Toning toning, boolean wholeFrame) {
    SoundStage.Interval when = soundStage.interval(kind == SceneKind.MULTI ? 0.45 : 0.2);
    double decibels = kind == SceneKind.MULTI ? dice.between(-5, 1) : dice.between(-6, 3);
    Voice voice = null;
    boolean own =
        asset.sound() != null && (dice.chance(0.75) || cast.sounds(asset.category()).isEmpty());
    if (sounds) {
      voice =
          own
              ? soundStage.ownVoice(asset, when, decibels)
              : soundStage.voice(asset.category(), when, decibels);
      voices.add(voice);
    }
    if (asset.kind() == AssetKind.SEQUENCE) {
      boolean quiet = !sounds && dice.chance(0.5);
      int count = quiet ? Math.min(6, asset.frames()) : asset.frames();
      double sync = sounds && own ? when.from() : 0;
      return new Actor(asset, 0, 25, count, sync, motion, toning, 0, 0, wholeFrame, voice);
    }
    double turning = asset.frames() >= 8 && dice.chance(0.4) ? dice.sign() * 1.6 : 0;
    int view = dice.below(asset.frames());
    return new Actor(
        asset, view, turning, asset.frames(), 0, motion, toning, 0, 0, wholeFrame, voice);
  }

  private float[] sound(List<Actor> actors) {
    if (kind == SceneKind.SILENCE) {
      return soundStage.silence();
    }
    List<String> seen = new ArrayList<>(actors.stream().map(a -> a.asset().category()).toList());
    for (int unseen = unseenVoices(); unseen > 0; unseen--) {
      String category = offScreen(seen);
      seen.add(category);
      double loudest = kind == SceneKind.OFF_SCREEN ? 3 : 0;
      voices.add(
          soundStage.voice(
              category, soundStage.interval(0.2), dice.between(loudest - 11, loudest)));
    }
    return soundStage.mix(voices, kind == SceneKind.OFF_SCREEN ? 0.2 : 0.3);
  }

  /** How many sources are heard that are not seen. */
  private int unseenVoices() {
    if (kind != SceneKind.OFF_SCREEN) {
      return practice && dice.chance(0.25) ? 1 : 0;
    }
    return practice && dice.chance(0.5) ? 2 + dice.below(2) : 1;
  }

  private String offScreen(List<String> seen) {
    List<String> unseen = pickCategories(1, seen);
    boolean ambience = !cast.sounds(Cast.AMBIENCE).isEmpty();
    boolean useAmbience =
        unseen.isEmpty() || cast.sounds(unseen.get(0)).isEmpty() || dice.chance(0.55);
    return ambience && useAmbience ? Cast.AMBIENCE : unseen.get(0);
  }
}
