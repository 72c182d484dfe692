// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * What all frames of a case see and hear, clip after clip.
 *
 * @param frames RGB, [F, 224, 224, 3]
 * @param maskiges RGB, the same shape
 * @param logMels [S, 96, 64]; all zero in seconds without a frame
 */
public record CaseInput(byte[] frames, byte[] maskiges, float[] logMels) {
  private static final int PICTURE = 224 * 224 * 3;
  private static final int MELS = 96 * 64;

  /** The input of a case. */
  public static CaseInput of(ReferenceCase reference) {
    int count = reference.frames();
    ByteBuffer frames = ByteBuffer.allocate(count * PICTURE);
    ByteBuffer maskiges = ByteBuffer.allocate(count * PICTURE);
    FloatBuffer logMels = FloatBuffer.allocate(reference.seconds() * MELS);
    for (int i = 0; i < count; i++) {
      int number = i / reference.clipFrames();
      FormulaClip clip = new FormulaClip(number);
      int frame = i % reference.clipFrames();
      frames.put(clip.frame(frame));
      maskiges.put(clip.maskige(frame));
      logMels.put((number * reference.clipSeconds() + frame) * MELS, clip.logMel(frame));
    }
    return new CaseInput(frames.array(), maskiges.array(), logMels.array());
  }
}
