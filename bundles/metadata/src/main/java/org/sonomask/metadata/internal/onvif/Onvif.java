// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

import java.io.OutputStream;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.MaskCodec;
import org.sonomask.metadata.internal.record.RecordReader;
import org.sonomask.metadata.internal.record.RecordWriter;

/**
 * ONVIF: a metadata stream document a mask, with the edges of objects as polygons. Lossless except
 * for confidences.
 */
@Component(
    property = {
      MaskCodec.FORMAT + "=onvif",
      MaskCodec.CAPS + "=application/x-onvif-metadata, parsed=(boolean)true"
    })
public final class Onvif implements MaskCodec {

  @Override
  public Writer open(OutputStream out, Output output) {
    OnvifEncoder documents = new OnvifEncoder(output.epoch());
    return new RecordWriter(out, documents::encode, "\n");
  }

  @Override
  public Reader read(Input input) {
    OnvifDecoder documents = new OnvifDecoder(input.epoch(), input.maxPixels());
    return new RecordReader(input.maxPixels(), new DocumentFraming(), documents::decode);
  }
}
