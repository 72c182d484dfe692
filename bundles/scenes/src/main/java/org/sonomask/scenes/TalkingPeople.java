// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.List;

/** Clips of the held-out people of whom there is video: alone, or two of whom one talks. */
final class TalkingPeople {
  private static final double RATE = 25;
  private static final double FIRST = 0.55;

  /** At the start of each video nobody talks yet. */
  private static final int QUIET_FRAMES = 6;

  private final Cast cast;
  private final List<String> classes;
  private final List<Asset> people;

  TalkingPeople(Cast cast, List<String> classes) {
    this.cast = cast;
    this.classes = classes;
    this.people =
        cast.objects("person").stream().filter(a -> a.kind() == AssetKind.SEQUENCE).toList();
  }

  int count() {
    return people.size();
  }

  /** Every other clip before the person's own backdrop, at four zooms and mirrored. */
  Clip alone(int index) {
    Asset asset = people.get(index % people.size());
    int turn = index / people.size();
    boolean own = turn % 2 == 0;
    Dice dice = new Dice(EvaluationSets.SEED + 31L * index);
    SoundStage stage = new SoundStage(cast, dice, seconds(asset), false);
    Voice voice = voice(stage, asset);
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
    actors.add(actor(asset, place, own, voice));
    return clip(index, asset, actors, voice, stage);
  }

  /** Two different people; the silent one shows the moment before it talks, again and again. */
  Clip pair(int index) {
    Asset talks = people.get(index % people.size());
    Asset silent = people.get((index + 1) % people.size());
    boolean left = index / people.size() % 2 == 0;
    Dice dice = new Dice(EvaluationSets.SEED + 53L * index);
    SoundStage stage = new SoundStage(cast, dice, seconds(talks), false);
    Voice voice = voice(stage, talks);
    List<Actor> actors = new ArrayList<>();
    actors.add(backdrop(dice));
    actors.add(actor(silent, place(dice, !left), false, null));
    actors.add(actor(talks, place(dice, left), false, voice));
    return clip(index, talks, actors, voice, stage);
  }

  private static Placement place(Dice dice, boolean left) {
    double height = dice.between(0.6, 0.8);
    double aside = dice.between(0.2, 0.27);
    return new Placement(left ? aside : 1 - aside, 1 - height / 2, height, 0, dice.chance(0.5));
  }

  private static double seconds(Asset asset) {
    return asset.frames() / RATE;
  }

  private static Voice voice(SoundStage stage, Asset asset) {
    return stage.ownVoice(asset, new SoundStage.Interval(0, seconds(asset)), 0);
  }

  private static Actor actor(Asset asset, Placement place, boolean own, Voice voice) {
    return new Actor(
        asset,
        0,
        RATE,
        voice == null ? Math.min(QUIET_FRAMES, asset.frames()) : asset.frames(),
        0,
        Motion.still(place),
        Toning.NONE,
        own ? 0 : 60,
        0,
        own,
        voice);
  }

  private Actor backdrop(Dice dice) {
    Asset background = dice.pick(cast.backgrounds());
    Picture picture = cast.corpus().picture(background, 0);
    Motion motion = new Staging(dice, 1, Clip.FRAMES, 1, false).backdrop(picture);
    return new Actor(
        background, 0, 0, background.frames(), 0, motion, Toning.NONE, 0, 0, true, null);
  }

  private Clip clip(int index, Asset asset, List<Actor> actors, Voice voice, SoundStage stage) {
    double hop = (seconds(asset) - 2 * FIRST) / (Clip.FRAMES - 1);
    return Scene.plain(cast, classes, seconds(asset), actors, voice, stage)
        .clip(index, FIRST, hop, Clip.FRAMES);
  }
}
