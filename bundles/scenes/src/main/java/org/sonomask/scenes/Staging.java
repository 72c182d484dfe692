// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

import java.util.ArrayList;
import java.util.List;

/** Decides where things stand, how they move and how they are lit. Driven by one scene's dice. */
final class Staging {
  private static final int TRIES = 14;
  private static final double MOST_OVERLAP = 0.35;

  private final Dice dice;
  private final double aspect;
  private final double duration;
  private final double pace;
  private final boolean varied;
  private final List<Box> taken = new ArrayList<>();

  /**
   * Stages a scene.
   *
   * @param pace how many times faster than usual objects move along their paths
   * @param varied whether objects also change shape and colour, so that few serve as many
   */
  Staging(Dice dice, double aspect, double duration, double pace, boolean varied) {
    this.dice = dice;
    this.aspect = aspect;
    this.duration = duration;
    this.pace = pace;
    this.varied = varied;
  }

  private record Box(double x0, double y0, double x1, double y1) {
    double area() {
      return (x1 - x0) * (y1 - y0);
    }

    double overlap(Box other) {
      double w = Math.min(x1, other.x1) - Math.max(x0, other.x0);
      double h = Math.min(y1, other.y1) - Math.max(y0, other.y0);
      return w <= 0 || h <= 0 ? 0 : w * h / Math.min(area(), other.area());
    }
  }

  /** A picture that fills the frame and pans and zooms slowly, never showing its edge. */
  Motion backdrop(Picture picture) {
    double own = picture.width() / (double) picture.height();
    double height = Math.max(1, aspect / own) * dice.between(1.04, 1.7);
    double slackX = (height * own - aspect) / 2;
    double slackY = (height - 1) / 2;
    double x = dice.between(-0.8, 0.8) * slackX;
    double y = dice.between(-0.8, 0.8) * slackY;
    double pan = dice.chance(0.5) ? 1 : 0;
    double vx = pan * Math.min(0.05, (slackX - Math.abs(x)) / duration) * dice.between(-1, 1);
    double vy = pan * Math.min(0.03, (slackY - Math.abs(y)) / duration) * dice.between(-1, 1);
    double zoom = dice.chance(0.4) ? dice.between(0, 0.02) : 0;
    Placement start = new Placement(aspect / 2 + x, 0.5 + y, height, 0, dice.chance(0.5));
    return new Motion(start, vx, vy, zoom, 0, 0, 0, 0, 0, new float[0]);
  }

  /**
   * A place and a movement for an object, clear of those placed before as far as possible.
   *
   * @param hops level over time for hopping, or an empty array
   */
  Motion place(Asset asset, Picture picture, float[] hops, int crowd) {
    Placement best = null;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < TRIES && least > MOST_OVERLAP; i++) {
      double shrink = 1 - 0.03 * i;
      Placement candidate = propose(asset, picture, shrink / Math.sqrt(1 + 0.25 * (crowd - 1)));
      double overlap = overlap(box(candidate, picture));
      if (overlap < least) {
        least = overlap;
        best = candidate;
      }
    }
    taken.add(box(best, picture));
    return moving(best, hops);
  }

  private Placement propose(Asset asset, Picture picture, double shrink) {
    double stretch = varied ? Math.exp(0.13 * dice.gaussian()) : 1;
    double own = stretch * picture.width() / picture.height();
    boolean bust = asset.kind() == AssetKind.SEQUENCE;
    double size =
        shrink * (bust ? dice.between(0.6, 1.15) : dice.between(varied ? 0.3 : 0.42, 1.0));
    double height = bust ? size : Math.min(size, size * aspect / own);
    double halfWidth = height * own / 2;
    double margin = bust ? 0.3 * aspect : Math.min(0.85 * halfWidth, aspect / 2);
    double x = dice.between(margin, aspect - margin);
    double y;
    if (bust) {
      y = 1 - height / 2 + dice.between(0, 0.1);
    } else if (dice.chance(0.6)) {
      y = dice.between(0.72, 1.02) - height / 2;
    } else {
      y = dice.between(0.4 * height, 1 - 0.4 * height);
    }
    double angle = bust ? 0 : dice.gaussian() * (varied ? 0.14 : 0.07);
    return new Placement(x, y, height, angle, dice.chance(0.5), stretch);
  }

  private Box box(Placement at, Picture picture) {
    double halfWidth = at.halfWidth(picture);
    return new Box(
        Math.max(0, at.x() - halfWidth),
        Math.max(0, at.y() - at.height() / 2),
        Math.min(aspect, at.x() + halfWidth),
        Math.min(1, at.y() + at.height() / 2));
  }

  private double overlap(Box box) {
    if (box.x1 <= box.x0 || box.y1 <= box.y0) {
      return Double.MAX_VALUE / 2;
    }
    return taken.stream().mapToDouble(other -> other.overlap(box)).max().orElse(0);
  }

  private Motion moving(Placement start, float[] hops) {
    boolean moves = dice.chance(0.75) || pace > 1;
    double speed = moves ? pace : 0;
    return new Motion(
        start,
        speed * dice.gaussian() * 0.02,
        speed * dice.gaussian() * 0.008,
        speed * dice.gaussian() * 0.015,
        dice.chance(0.4) ? dice.between(0, 0.06) : 0,
        dice.chance(0.4) ? dice.between(0, 0.02) : 0,
        dice.between(0.2, 1.2),
        dice.between(0, 6.28),
        hops.length == 0 ? 0 : dice.between(0.01, 0.05),
        hops);
  }

  /** Levels for hops that no sound causes. */
  float[] idleHops() {
    float[] levels = new float[(int) (duration * Motion.LEVEL_RATE) + 1];
    int next = dice.below(Motion.LEVEL_RATE);
    for (int i = 0; i < levels.length; i++) {
      float before = i == 0 ? 0 : levels[i - 1];
      levels[i] = i == next ? 1 : before * 0.8f;
      next = i == next ? i + 6 + dice.below(2 * Motion.LEVEL_RATE) : next;
    }
    return levels;
  }

  /**
   * A tone curve that brings an object part of the way to the background's colours and varies its
   * exposure.
   */
  Toning harmonised(Picture object, Picture background) {
    double[] own = statistics(object);
    double[] around = statistics(background);
    double share = dice.between(0, 0.45);
    double exposure = dice.between(0.78, 1.22);
    double spread = varied && dice.chance(0.4) ? 0.25 : 0.06;
    double[] gain = new double[3];
    double[] offset = new double[3];
    for (int c = 0; c < 3; c++) {
      double ratio = Math.max(0.6, Math.min(1.5, (around[3 + c] + 8) / (own[3 + c] + 8)));
      double contrast = 1 + share * (ratio - 1);
      double tint = exposure * dice.between(1 - spread, 1 + spread);
      gain[c] = contrast * tint;
      offset[c] = tint * ((1 - contrast) * own[c] + share * 0.7 * (around[c] - own[c]));
    }
    return Toning.of(gain, offset, dice.between(0.85, 1.18));
  }

  /** What happens to the whole frame. */
  FrameFinish finish() {
    double exposure = dice.between(0.82, 1.18);
    double[] gain = new double[3];
    double lift = dice.between(-12, 12);
    for (int c = 0; c < 3; c++) {
      gain[c] = exposure * dice.between(0.94, 1.06);
    }
    Toning toning = Toning.of(gain, new double[] {lift, lift, lift}, dice.between(0.8, 1.25));
    int blur = dice.chance(0.55) ? 0 : dice.chance(0.7) ? 1 : 2;
    double noise = dice.chance(0.55) ? dice.between(0.5, 6) : 0;
    double blocks = dice.chance(0.3) ? dice.between(4, 16) : 0;
    return new FrameFinish(toning, blur, noise, blocks, dice.seed());
  }

  /** Mean of red, green, blue, then their standard deviations, weighted by alpha. */
  private static double[] statistics(Picture picture) {
    Picture small = picture.forScale(Math.max(picture.width(), picture.height()) / 24.0);
    double[] sum = new double[6];
    double weight = 1e-6;
    for (int p : small.argb()) {
      double a = p >>> 24;
      weight += a;
      for (int c = 0; c < 3; c++) {
        double v = p >> (16 - 8 * c) & 255;
        sum[c] += a * v;
        sum[3 + c] += a * v * v;
      }
    }
    for (int c = 0; c < 3; c++) {
      sum[c] /= weight;
      sum[3 + c] = Math.sqrt(Math.max(0, sum[3 + c] / weight - sum[c] * sum[c]));
    }
    return sum;
  }
}
