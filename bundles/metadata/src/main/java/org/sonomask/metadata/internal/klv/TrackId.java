// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.sonomask.api.MaskFormatException;

/**
 * The UUID by which ST 0903 knows a track (VTracker tag 1): of version 8 (RFC 9562), its first half
 * made from the name of the stream, so that tracks of two streams differ, its second half the
 * number of the track in the stream.
 */
final class TrackId {
  static final int BYTES = 16;

  private static final long VERSION_8 = 0x8000L;
  private static final long VERSION_BITS = 0xF000L;
  private static final int VARIANT_BIT = 63;
  private static final long NUMBER_BITS = (1L << 62) - 1;

  private TrackId() {}

  /** The first half of the tracks of a stream. */
  static long ofStream(String stream) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(stream.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() & ~VERSION_BITS | VERSION_8;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The second half of a track. */
  static long ofTrack(long track) {
    return track & NUMBER_BITS | 1L << VARIANT_BIT;
  }

  /** The number of a track; of a UUID that others made as well, which stays the same then. */
  static long read(KlvCursor uuid) throws MaskFormatException {
    if (uuid.left() != BYTES) {
      throw new MaskFormatException("KLV: a track's UUID has 16 bytes, but here " + uuid.left());
    }
    for (int i = 0; i < BYTES - Long.BYTES; i++) {
      uuid.oneByte();
    }
    return uuid.number(Long.BYTES) & NUMBER_BITS;
  }
}
