// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Writes and reads masks in one format. A whiteboard service with the properties {@link #FORMAT}
 * and {@link #CAPS}; of two for the same format the higher ranking is used. Thread-safe; what it
 * opens is used by one thread at a time.
 */
public interface MaskCodec {

  /** Service property: short name of the format, lower case, such as {@code jsonl}. */
  String FORMAT = "sonomask.format";

  /** Service property: GStreamer caps of a stream in which each buffer holds one record. */
  String CAPS = "sonomask.caps";

  /**
   * Starts a file or stream of masks. What the format puts before its first record is written at
   * once; then each {@link Writer#write} writes one whole record.
   *
   * @param out where to; the writer closes it
   */
  Writer open(OutputStream out, Output output) throws IOException;

  /**
   * Starts a file or stream of masks whose running time 0 is 1970 and which has no confidences.
   *
   * @param out where to; the writer closes it
   * @param pictureWidth of the picture the masks lie on, in pixels
   * @param pictureHeight of the picture the masks lie on, in pixels
   */
  default Writer open(OutputStream out, int pictureWidth, int pictureHeight) throws IOException {
    return open(out, new Output(pictureWidth, pictureHeight, 0, false));
  }

  /** Starts reading a file or stream of masks. */
  Reader read(Input input);

  /**
   * What a writer must know besides the masks.
   *
   * @param pictureWidth of the picture the masks lie on, in pixels
   * @param pictureHeight of the picture the masks lie on, in pixels
   * @param epoch UTC at running time 0, ns since 1970; for formats that give times of day
   * @param confidence whether to write each pixel's confidence, if the format can; else a reader
   *     takes the scores of the regions instead
   */
  record Output(int pictureWidth, int pictureHeight, long epoch, boolean confidence) {
    public Output {
      if (pictureWidth <= 0 || pictureHeight <= 0) {
        throw new IllegalArgumentException(
            "a picture cannot be " + pictureWidth + "x" + pictureHeight);
      }
    }
  }

  /**
   * What a reader must know besides the bytes.
   *
   * @param epoch UTC at running time 0, ns since 1970; for formats that give times of day
   * @param maxPixels most pixels of a mask; a record with more is refused before memory is taken
   *     for it
   */
  record Input(long epoch, int maxPixels) {

    /** Masks of up to 4 194 304 pixels, timed from 1970. */
    public static final Input DEFAULT = new Input(0, 1 << 22);

    public Input {
      if (maxPixels <= 0 || maxPixels > 1 << 28) {
        throw new IllegalArgumentException("maxPixels is 1 to 2^28, not " + maxPixels);
      }
    }
  }

  /** One file or stream being written. */
  interface Writer extends Closeable {

    /**
     * Writes a mask.
     *
     * @param age ns from the running time of the mask's frame to the moment the mask could be shown
     */
    void write(MaskFrame mask, long age) throws IOException;
  }

  /** One file or stream being read. Its memory is bounded by {@link Input#maxPixels()}. */
  interface Reader {

    /**
     * Takes the next bytes, in pieces of any size, and hands on every mask that they complete.
     *
     * @param bytes read from their position on; all of them, unless an exception is thrown
     * @throws MaskFormatException if a record is damaged; it has been left out, and calling again
     *     with the same bytes goes on behind it
     */
    void read(ByteBuffer bytes, Consumer<MaskFrame> masks) throws MaskFormatException;

    /**
     * Says that there are no more bytes.
     *
     * @throws MaskFormatException if they end within a record
     */
    void end(Consumer<MaskFrame> masks) throws MaskFormatException;

    /**
     * From the running time of the mask handed on last to the moment it could be shown, ns, as
     * {@link Writer#write} took it; 0 in formats that do not tell it.
     */
    long age();
  }
}
