// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.List;

/** Makes a scene's voices and mixes them. One scene's dice drive all choices. */
final class SoundStage {
  private static final double TALKER_RATE = 25;

  private final Cast cast;
  private final Dice dice;
  private final double duration;
  private final boolean varied;
  private final List<String> heard = new ArrayList<>();

  /**
   * Makes sounds for a scene.
   *
   * @param varied whether pitch, tempo and spectrum change much, so that few recordings serve as
   *     many
   */
  SoundStage(Cast cast, Dice dice, double duration, boolean varied) {
    this.cast = cast;
    this.dice = dice;
    this.duration = duration;
    this.varied = varied;
  }

  /** When a voice sounds. */
  record Interval(double from, double to) {}

  /** The whole scene, or with the given probability a part of at least 1.2 s. */
  Interval interval(double partly) {
    if (!dice.chance(partly) || duration < 2.4) {
      return new Interval(0, duration);
    }
    double from = dice.chance(0.5) ? 0 : dice.between(0.2, duration - 1.6);
    double to = from == 0 || dice.chance(0.4) ? dice.between(from + 1.2, duration) : duration;
    return new Interval(from, to);
  }

  /** A voice from any recording of a class. */
  Voice voice(String category, Interval when, double decibels) {
    float[] out = new float[samples()];
    float[] recording = recording(dice.pick(cast.sounds(category)));
    boolean dense = dice.chance(0.85);
    Acoustics.repeat(
        out,
        recording,
        when.from(),
        when.to(),
        varied ? Math.exp(dice.between(-0.35, 0.35)) : dice.between(0.92, 1.09),
        dense ? 0.03 : 0.4,
        dense ? 0.3 : 1.5,
        dice);
    return finished(category, out, decibels);
  }

  /** The synchronous voice of a sequence, repeated with its pictures from the interval's start. */
  Voice ownVoice(Asset sequence, Interval when, double decibels) {
    float[] out = new float[samples()];
    float[] recording = recording(cast.corpus().asset(sequence.sound()));
    int period = (int) Math.round(sequence.frames() / TALKER_RATE * Clip.RATE);
    int end = Math.min(out.length, (int) (when.to() * Clip.RATE));
    for (int at = (int) (when.from() * Clip.RATE); at < end; at += period) {
      int length = Math.min(Math.min(period, recording.length - 1), end - at);
      Acoustics.play(out, at, recording, 0, 1, length);
    }
    return finished(sequence.category(), out, decibels);
  }

  private float[] recording(Asset asset) {
    heard.add(asset.id());
    return cast.corpus().sound(asset);
  }

  /** Ids of the recordings used so far. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private Voice finished(String category, float[] out, double decibels) {
    double most = varied ? 0.55 : 0.25;
    Acoustics.tilt(out, dice.between(-most, most));
    if (varied && dice.chance(0.3)) {
      Acoustics.band(
          out, 40 * Math.exp(dice.between(0, 2.3)), 7_000 * Math.exp(dice.between(-1, 0)));
    }
    if (dice.chance(0.4)) {
      Acoustics.room(out, dice.between(0.08, 0.5), dice.between(0.1, 0.5), dice);
    }
    Acoustics.gain(out, decibels);
    return new Voice(category, out);
  }

  /** All voices with, now and then, a quieter bed of ambience, a noise floor and a common gain. */
  float[] mix(List<Voice> voices, double bedProbability) {
    float[] out = new float[samples()];
    voices.forEach(voice -> Acoustics.add(out, voice.samples()));
    if (dice.chance(bedProbability) && !cast.sounds(Cast.AMBIENCE).isEmpty()) {
      Voice bed = voice(Cast.AMBIENCE, interval(0.3), dice.between(-24, -8));
      Acoustics.add(out, bed.samples());
    }
    Acoustics.noise(out, dice.between(-85, -48), dice.between(0, 1), dice);
    Acoustics.gain(out, dice.between(-9, 4));
    return out;
  }

  /** Nothing but, most of the time, a faint noise floor. */
  float[] silence() {
    float[] out = new float[samples()];
    if (dice.chance(0.75)) {
      Acoustics.noise(out, dice.between(-85, -60), dice.between(0, 1), dice);
    }
    return out;
  }

  private int samples() {
    return (int) Math.ceil(duration * Clip.RATE);
  }
}
