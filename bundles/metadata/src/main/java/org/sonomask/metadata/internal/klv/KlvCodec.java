// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

import java.io.OutputStream;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskCodec;
import org.sonomask.metadata.internal.record.Aged;
import org.sonomask.metadata.internal.record.RecordReader;
import org.sonomask.metadata.internal.record.RecordWriter;

/**
 * KLV: one MISB ST 0903 VMTI local set a mask, as mpegtsmux takes them. Exact in labels, regions
 * and times to 1 us.
 */
@Component(
    property = {MaskCodec.FORMAT + "=klv", MaskCodec.CAPS + "=meta/x-klv, parsed=(boolean)true"})
public final class KlvCodec implements MaskCodec {
  private static final long SPARE_BYTES = 1 << 20;
  private static final int BYTES_A_PIXEL = 4;

  @Override
  public Writer open(OutputStream out, Output output) {
    VmtiEncoder sets = new VmtiEncoder(output.epoch());
    return new RecordWriter(out, (mask, age) -> sets.encode(mask), "");
  }

  @Override
  public Reader read(Input input) {
    VmtiDecoder sets = new VmtiDecoder(input.epoch(), input.maxPixels());
    long maxLength = SPARE_BYTES + (long) BYTES_A_PIXEL * input.maxPixels() - 64;
    return new RecordReader(
        input.maxPixels(),
        new KlvFraming(maxLength),
        (bytes, size) -> sets.decode(bytes, size).map(Aged::unknown));
  }
}
