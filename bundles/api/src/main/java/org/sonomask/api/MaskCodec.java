// SPDX-License-Identifier: Apache-2.0
package org.sonomask.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes masks in one format. A whiteboard service with the property {@link #FORMAT}; of two for
 * the same format the higher ranking is used.
 */
public interface MaskCodec {

  /** Service property: short name of the format, lower case, such as {@code jsonl}. */
  String FORMAT = "sonomask.format";

  /**
   * Starts a file or stream of masks.
   *
   * @param out where to; the writer closes it
   * @param pictureWidth of the picture the masks lie on, in pixels
   * @param pictureHeight of the picture the masks lie on, in pixels
   */
  Writer open(OutputStream out, int pictureWidth, int pictureHeight) throws IOException;

  /** One file or stream; used by one thread at a time. */
  interface Writer extends Closeable {

    /**
     * Writes a mask.
     *
     * @param age ns from the running time of the mask's frame to the moment the mask could be shown
     */
    void write(MaskFrame mask, long age) throws IOException;
  }
}
