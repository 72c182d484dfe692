// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFormatException;
import org.sonomask.api.MaskFrame;

/** Gathers records from pieces of any size and decodes them one by one, in bounded memory. */
public final class RecordReader implements MaskCodec.Reader {
  private static final int FIRST_BYTES = 1 << 14;
  private static final int SPARE_BYTES = 1 << 20;
  private static final int BYTES_A_PIXEL = 4;

  /** Decodes one whole record. */
  @FunctionalInterface
  public interface Decoder {

    /** The mask in a record, or nothing if it is a record without one. */
    Optional<Aged> decode(byte[] bytes, int size) throws MaskFormatException;
  }

  private final Framing framing;
  private final Decoder decoder;
  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private boolean tooLong;
  private long age;

  /**
   * A reader of records.
   *
   * @param maxPixels of a mask; a record may have 1 MiB and four bytes a pixel
   */
  public RecordReader(int maxPixels, Framing framing, Decoder decoder) {
    this.framing = framing;
    this.decoder = decoder;
    this.maxBytes = (int) Math.min(SPARE_BYTES + (long) BYTES_A_PIXEL * maxPixels, 1 << 30);
  }

  @Override
  public void read(ByteBuffer next, Consumer<MaskFrame> masks) throws MaskFormatException {
    while (next.hasRemaining()) {
      byte value = next.get();
      append(value);
      if (framing.ends(value)) {
        finish(masks);
      }
    }
  }

  @Override
  public void end(Consumer<MaskFrame> masks) throws MaskFormatException {
    if (size > 0) {
      finish(masks);
    }
  }

  private void append(byte value) {
    if (size == maxBytes) {
      tooLong = true;
      return;
    }
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, maxBytes));
    }
    bytes[size++] = value;
  }

  private void finish(Consumer<MaskFrame> masks) throws MaskFormatException {
    int recordSize = size;
    boolean recordTooLong = tooLong;
    size = 0;
    tooLong = false;
    framing.reset();
    if (recordTooLong) {
      bytes = new byte[FIRST_BYTES];
      throw new MaskFormatException(
          "a record is longer than "
              + maxBytes
              + " bytes: raise maxPixels if its mask is so large");
    }
    Optional<Aged> found = decode(recordSize);
    if (found.isPresent()) {
      age = found.get().age();
      masks.accept(found.get().mask());
    }
  }

  @Override
  public long age() {
    return age;
  }

  private Optional<Aged> decode(int recordSize) throws MaskFormatException {
    try {
      return decoder.decode(bytes, recordSize);
    } catch (IllegalArgumentException e) {
      throw new MaskFormatException("a damaged record: " + e.getMessage(), e);
    }
  }
}
