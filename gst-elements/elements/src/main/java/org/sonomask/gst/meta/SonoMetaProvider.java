// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.api.MaskCodec;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.frame.MaskSelection;

/** The element {@code sonometa}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonometa")
public final class SonoMetaProvider implements ElementProvider {
  static final String FORMAT = "format";
  static final String SOURCE = "source";
  static final String CONFIDENCE = "confidence";
  static final String REPEAT = "repeat-held";
  static final String EPOCH = "epoch";

  /** Stands for the time of day at which the element's running time is 0. */
  static final long TIME_OF_DAY = -1L;

  /** Of an encoder's latency, so that a muxer may wait for its pictures. */
  private static final int QUEUED_RECORDS = 256;

  private static final ElementType TYPE =
      new ElementType(
          "sonometa",
          "SonoMeta",
          "Sounding object metadata writer",
          "Filter/Metadata/Video",
          "Writes the masks that sonomask attaches as a stream of records on a pad of its own; the"
              + " video passes as it is",
          "Sonomask",
          new ElementType.Transform(
              "video/x-raw(ANY)",
              List.of(new ElementType.Outlet("meta", Formats.allCaps(), QUEUED_RECORDS))),
          properties());

  private final MaskCodecs codecs = new MaskCodecs();

  private static List<PropertySpec> properties() {
    return List.of(
        PropertySpec.choice(
                FORMAT, "Format", "Format of the records on the pad meta", Formats.choices())
            .untilReady(),
        PropertySpec.text(
            SOURCE,
            "Source",
            "Name of the stream as the records give it, empty takes the element's name",
            ""),
        PropertySpec.bool(
                CONFIDENCE,
                "Confidence",
                "Whether records hold the confidence of each pixel, where the format can; it takes"
                    + " most of the bytes",
                false)
            .untilReady(),
        PropertySpec.bool(
            REPEAT,
            "Repeat held masks",
            "Whether a frame that shows the same mask as the one before gets a record as well,"
                + " instead of a gap",
            false),
        MaskSelection.videoDirectionProperty(),
        MaskSelection.addBordersProperty(),
        PropertySpec.uint64(
                EPOCH,
                "Epoch",
                "Time of day at running time 0 in nanoseconds since 1970 UTC, for formats that"
                    + " give times of day; the default takes the computer's when the stream starts",
                0,
                TIME_OF_DAY,
                TIME_OF_DAY)
            .untilReady());
  }

  /** A codec is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addCodec(MaskCodec codec, Map<String, Object> properties) {
    codecs.add(codec, properties);
  }

  /** A codec goes. */
  public void removeCodec(MaskCodec codec) {
    codecs.remove(codec);
  }

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new SonoMeta((TransformHost) host, codecs);
  }
}
