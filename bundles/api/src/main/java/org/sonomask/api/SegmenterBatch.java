// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * The memory of one inference: slots for up to {@code capacity} windows. The engine that made it
 * owns the memory (it may be pinned); whoever calls {@link Segmenter#segment} writes inputs and
 * reads outputs by absolute index, slot after slot, and never moves a position.
 *
 * <p>All buffers are direct and in native byte order. Not thread-safe: one batch, one thread at a
 * time.
 *
 * @param capacity windows that fit
 * @param frames uint8 RGB, [capacity, height, width, 3]
 * @param priors uint8 maskige index map, [capacity, height, width]; 0 is uncovered
 * @param logMel float32, [capacity, audioExamples, 96, 64]
 * @param labels uint8 class labels, [capacity, height, width]; written by the segmenter
 * @param confidence uint8 confidence of the label, 255 is certain, [capacity, height, width];
 *     written by the segmenter
 */
public record SegmenterBatch(
    int capacity,
    ByteBuffer frames,
    ByteBuffer priors,
    FloatBuffer logMel,
    ByteBuffer labels,
    ByteBuffer confidence) {

  public SegmenterBatch {
    Objects.requireNonNull(frames, "frames");
    Objects.requireNonNull(priors, "priors");
    Objects.requireNonNull(logMel, "logMel");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(confidence, "confidence");
  }

  /** A batch in ordinary direct memory, for engines without memory of their own. */
  public static SegmenterBatch allocate(SegmenterInfo info, int capacity) {
    int pixels = Math.multiplyExact(info.pixels(), capacity);
    int mels = Math.multiplyExact(info.melFloats(), capacity);
    return new SegmenterBatch(
        capacity,
        direct(Math.multiplyExact(pixels, 3)),
        direct(pixels),
        direct(Math.multiplyExact(mels, Float.BYTES)).asFloatBuffer(),
        direct(pixels),
        direct(pixels));
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
