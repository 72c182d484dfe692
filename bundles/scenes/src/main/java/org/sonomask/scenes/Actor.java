// SPDX-License-Identifier: Apache-2.0
package org.sonomask.scenes;

/**
 * A visible thing in a scene and, if it sounds, its voice.
 *
 * @param asset what it is
 * @param firstFrame view, or first video frame
 * @param frameRate frames a second: 25 for video in step with its sound, small for a turning object
 * @param frameCount frames before it starts again
 * @param syncTime scene time at which {@code firstFrame} is shown
 * @param motion how it moves
 * @param toning its tone curve
 * @param erosion how much of the matte's edge goes, see {@link Raster#draw}
 * @param shadow strength of its contact shadow, 0 for none
 * @param wholeFrame whether it is drawn with all that surrounds it, the matte only telling whose
 *     pixels are whose
 * @param voice its sound, or null if it is silent
 */
record Actor(
    Asset asset,
    int firstFrame,
    double frameRate,
    int frameCount,
    double syncTime,
    Motion motion,
    Toning toning,
    int erosion,
    double shadow,
    boolean wholeFrame,
    Voice voice) {

  int frameAt(double time) {
    int step = (int) Math.floor((time - syncTime) * frameRate);
    return (firstFrame + Math.floorMod(step, frameCount)) % asset.frames();
  }

  Actor withMotion(Motion changed) {
    return new Actor(
        asset,
        firstFrame,
        frameRate,
        frameCount,
        syncTime,
        changed,
        toning,
        erosion,
        shadow,
        wholeFrame,
        voice);
  }
}
