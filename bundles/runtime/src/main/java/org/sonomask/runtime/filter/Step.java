// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.filter;

import java.util.Arrays;
import org.sonomask.api.MaskMotion;
import org.sonomask.api.MaskPieces;
import org.sonomask.api.MaskStep;
import org.sonomask.api.StreamPast;
import org.sonomask.runtime.motion.DenseMotion;
import org.sonomask.runtime.motion.LumaPicture;

/**
 * A step that is used again and again, for masks of one size. What is costly is computed when the
 * first filter asks. Not thread-safe. Allocates nothing after construction.
 */
public final class Step implements MaskStep {
  private final DenseMotion motion;
  private final Pieces pieces;

  // What the pieces were found in: often nothing has changed since.
  private final byte[] searchedLabels;
  private final byte[] searchedConfidence;
  private boolean searched;
  private final StreamSound sound;
  private final Past past;
  private LumaPicture picture;
  private LumaPicture before;
  private LumaPicture latest;
  private LumaPicture warmFor;
  private long warmTime;
  private long countedUntil;
  private long beforeTime;
  private long latestTime;
  private long runningTime;
  private double strength;
  private double level;
  private byte[] labels;
  private byte[] confidence;
  private boolean estimated;

  /**
   * @param history of the stream's pictures
   */
  Step(int width, int height, StreamSound sound, LumaHistory history) {
    motion = new DenseMotion(width, height);
    pieces = new Pieces(width, width * height);
    searchedLabels = new byte[width * height];
    searchedConfidence = new byte[width * height];
    this.sound = sound;
    past = new Past(history, sound, width);
  }

  /** Begins with another mask; its picture has none before it. */
  public Step begin(
      long time, double howMuch, LumaPicture shown, byte[] itsLabels, byte[] itsConfidence) {
    runningTime = time;
    strength = howMuch;
    picture = shown;
    before = null;
    latest = null;
    labels = itsLabels;
    confidence = itsConfidence;
    level = Double.NaN;
    estimated = false;
    past.endAt(time);
    return this;
  }

  /** The picture that motion is counted from, or null, and its running time. */
  public void since(LumaPicture earlier, long earlierTime) {
    before = earlier;
    beforeTime = earlierTime;
  }

  /** A picture in between: if motion was counted up to there, it goes on from there. */
  void onFrom(LumaPicture between, long betweenTime) {
    latest = between;
    latestTime = betweenTime;
  }

  /** Motion is not counted on from what was before, though running times may come again. */
  void forget() {
    warmFor = null;
  }

  @Override
  public long runningTime() {
    return runningTime;
  }

  @Override
  public double strength() {
    return strength;
  }

  @Override
  public double level() {
    if (Double.isNaN(level)) {
      level = sound.level(runningTime);
    }
    return level;
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public byte[] confidence() {
    return confidence;
  }

  @Override
  public byte[] luma() {
    return picture.luma();
  }

  @Override
  public MaskMotion motion() {
    if (before == null) {
      return null;
    }
    if (!estimated) {
      count(before == warmFor && beforeTime == warmTime);
      warmFor = before;
      warmTime = beforeTime;
      countedUntil = runningTime;
      estimated = true;
    }
    return motion;
  }

  private void count(boolean sameStart) {
    if (sameStart && latest != null && latestTime == countedUntil) {
      motion.extend(latest, picture);
    } else {
      motion.estimate(before, picture, sameStart);
    }
  }

  @Override
  public StreamPast past() {
    return past;
  }

  @Override
  public MaskPieces pieces() {
    boolean same =
        searched
            && Arrays.equals(labels, searchedLabels)
            && Arrays.equals(confidence, searchedConfidence);
    if (!same) {
      pieces.find(labels, confidence);
      System.arraycopy(labels, 0, searchedLabels, 0, labels.length);
      System.arraycopy(confidence, 0, searchedConfidence, 0, confidence.length);
      searched = true;
    }
    return pieces;
  }
}
