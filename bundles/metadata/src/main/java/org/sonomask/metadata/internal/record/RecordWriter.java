// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.sonomask.api.MaskCodec;
import org.sonomask.api.MaskFrame;

/** Writes one record a mask. */
public final class RecordWriter implements MaskCodec.Writer {

  /** Makes whole records. */
  @FunctionalInterface
  public interface Encoder {

    /** The record of a mask. */
    byte[] encode(MaskFrame mask, long age) throws IOException;
  }

  private final OutputStream out;
  private final Encoder encoder;
  private final byte[] end;

  /**
   * A writer that closes the stream in the end.
   *
   * @param end what parts a record from the next one
   */
  public RecordWriter(OutputStream out, Encoder encoder, String end) {
    this.out = out;
    this.encoder = encoder;
    this.end = end.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(MaskFrame mask, long age) throws IOException {
    out.write(encoder.encode(mask, age));
    out.write(end);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
