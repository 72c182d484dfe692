// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * How a picture moves: a straight path with a little growth, a sway, and hops that follow a level
 * over time. Units as in {@link Placement}, per second.
 */
record Motion(
    Placement start,
    double velocityX,
    double velocityY,
    double growth,
    double swayAngle,
    double swayShift,
    double swayRate,
    double swayPhase,
    double hop,
    float[] hopLevel) {

  /** Levels a second in {@code hopLevel}. */
  static final int LEVEL_RATE = 25;

  static Motion still(Placement placement) {
    return new Motion(placement, 0, 0, 0, 0, 0, 0, 0, 0, new float[0]);
  }

  Placement at(double time) {
    double sway = Math.sin(2 * Math.PI * swayRate * time + swayPhase);
    return new Placement(
        start.x() + velocityX * time + swayShift * sway,
        start.y() + velocityY * time - hop * level(time),
        start.height() * (1 + growth * time),
        start.angle() + swayAngle * sway,
        start.mirrored(),
        start.stretch());
  }

  private double level(double time) {
    if (hopLevel.length == 0) {
      return 0;
    }
    int i = (int) (time * LEVEL_RATE);
    return hopLevel[Math.max(0, Math.min(hopLevel.length - 1, i))];
  }
}
