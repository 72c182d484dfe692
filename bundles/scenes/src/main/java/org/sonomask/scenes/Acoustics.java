// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/** What happens to a sound between its source and the recorder. All methods work at 16 kHz. */
final class Acoustics {
  private static final int FADE = Clip.RATE / 50;

  private Acoustics() {}

  /**
   * Lets a recording sound in {@code out} between two times, again and again until the end: long
   * ones without a pause, short ones with pauses.
   *
   * @param speed playing rate, 1 for the original pitch
   * @param pauseLow shortest pause in seconds
   * @param pauseHigh longest pause in seconds
   */
  static void repeat(
      float[] out,
      float[] recording,
      double from,
      double to,
      double speed,
      double pauseLow,
      double pauseHigh,
      Dice dice) {
    int start = (int) (from * Clip.RATE);
    int end = Math.min(out.length, (int) (to * Clip.RATE));
    boolean sustained = recording.length > 3 * Clip.RATE;
    double offset = sustained ? dice.between(0, recording.length - Clip.RATE) : 0;
    int at = start;
    while (at < end) {
      int length = (int) Math.min(end - at, (recording.length - 1 - offset) / speed);
      play(out, at, recording, offset, speed, length);
      at += length + (int) (Clip.RATE * dice.between(pauseLow, pauseHigh)) + 1;
      offset = 0;
    }
  }

  /** Adds a stretch of a recording with short fades at both ends. */
  static void play(
      float[] out, int at, float[] recording, double offset, double speed, int length) {
    int fade = Math.min(FADE, length / 4);
    for (int i = 0; i < length; i++) {
      double position = offset + i * speed;
      int j = (int) position;
      float part = (float) (position - j);
      float sample =
          recording[j] + part * (recording[Math.min(j + 1, recording.length - 1)] - recording[j]);
      int edge = Math.min(i, length - 1 - i);
      out[at + i] += edge < fade ? sample * edge / fade : sample;
    }
  }

  /** Tilts the spectrum around 1 kHz: positive brightens, negative darkens. */
  static void tilt(float[] samples, double amount) {
    double low = 0;
    double smooth = 1 - Math.exp(-2 * Math.PI * 1_000 / Clip.RATE);
    for (int i = 0; i < samples.length; i++) {
      low += smooth * (samples[i] - low);
      samples[i] = (float) (samples[i] * (1 + amount) - 2 * amount * low);
    }
  }

  /** Weakens what lies outside a band by 6 dB an octave on both sides. */
  static void band(float[] samples, double lowHertz, double highHertz) {
    double follow = 1 - Math.exp(-2 * Math.PI * lowHertz / Clip.RATE);
    double smooth = 1 - Math.exp(-2 * Math.PI * highHertz / Clip.RATE);
    double low = 0;
    double out = 0;
    for (int i = 0; i < samples.length; i++) {
      low += follow * (samples[i] - low);
      out += smooth * (samples[i] - low - out);
      samples[i] = (float) out;
    }
  }

  /** Adds a room: sparse echoes that decay by 60 dB over {@code decay} seconds. */
  static void room(float[] samples, double decay, double wet, Dice dice) {
    float[] dry = samples.clone();
    for (int tap = 0; tap < 20; tap++) {
      double delay = decay * 0.6 * Math.pow(dice.between(0.02, 1), 1.5) + 0.004;
      double gain = wet * dice.sign() * dice.between(0.4, 1) * Math.pow(10, -3 * delay / decay);
      int shift = (int) (delay * Clip.RATE);
      float g = (float) gain;
      for (int i = shift; i < samples.length; i++) {
        samples[i] += g * dry[i - shift];
      }
    }
  }

  /** Adds noise whose spectrum falls between flat ({@code colour} 0) and steep (1). */
  static void noise(float[] samples, double decibels, double colour, Dice dice) {
    double keep = 0.98 * colour;
    double scale = Math.pow(10, decibels / 20) * Math.sqrt(1 - keep * keep);
    double state = 0;
    long bits = dice.seed() | 1;
    for (int i = 0; i < samples.length; i++) {
      bits ^= bits << 13;
      bits ^= bits >>> 7;
      bits ^= bits << 17;
      double white =
          ((bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff)) / 32_768.0 - 3;
      state = keep * state + white;
      samples[i] += (float) (scale * state);
    }
  }

  /** Multiplies by a gain in decibels. */
  static void gain(float[] samples, double decibels) {
    float factor = (float) Math.pow(10, decibels / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= factor;
    }
  }

  /** Adds one signal to another of at least its length. */
  static void add(float[] to, float[] what) {
    for (int i = 0; i < what.length; i++) {
      to[i] += what[i];
    }
  }

  /** Scales down where the peak would clip, then converts to 16 bits. */
  static short[] quantise(float[] samples) {
    float peak = 1e-9f;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    float scale = 32_767 * Math.min(1, 0.98f / peak);
    short[] out = new short[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(scale * samples[i]);
    }
    return out;
  }
}
