// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sonomask.api.MaskCodec;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.meta.Formats;
import org.sonomask.gst.meta.MaskCodecs;

/** The element {@code sonometadec}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonometadec")
public final class SonoMetaDecProvider implements ElementProvider {
  static final String LOCATION = "location";
  static final String FORMAT = "format";
  static final String MAX_AGE = "max-age";
  static final String MAX_WAIT = "max-wait-time";
  static final String MAX_PIXELS = "max-pixels";

  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private static final ElementType TYPE =
      new ElementType(
          "sonometadec",
          "SonoMetaDec",
          "Sounding object metadata reader",
          "Filter/Metadata/Video",
          "Puts masks on video that sonometa or sonomask wrote as records, elsewhere or on another"
              + " day",
          "Sonomask",
          new ElementType.Branches(
              List.of(new ElementType.Branch("sink", "src", "video/x-raw(ANY)", 4, 0)),
              List.of(new ElementType.Inlet("meta", Formats.allCaps()))),
          properties());

  private final MaskCodecs codecs = new MaskCodecs();

  private static List<PropertySpec> properties() {
    return List.of(
        PropertySpec.file(
                LOCATION,
                "Location",
                "File of records, whose times are stream times, so that a seek finds its masks;"
                    + " empty reads what comes into the pad meta",
                "")
            .untilReady(),
        PropertySpec.choice(
                FORMAT,
                "Format",
                "Format of the records; auto is what the caps of the pad meta say, and jsonl"
                    + " without any",
                Formats.choices())
            .untilReady(),
        PropertySpec.uint64(
            MAX_AGE,
            "Maximal age",
            "Age in nanoseconds after which a mask is no longer shown",
            0,
            -1L,
            SECOND / 2),
        PropertySpec.uint64(
            MAX_WAIT,
            "Maximal wait",
            "How long video that is not live waits while no records come, in nanoseconds;"
                + " live video never waits",
            0,
            HOUR,
            SECOND),
        PropertySpec.uint(
                MAX_PIXELS,
                "Maximal pixels",
                "Records of masks with more pixels than this are refused, before memory is taken"
                    + " for them",
                1,
                1 << 28,
                1 << 22)
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
    return new SonoMetaDec((BranchHost) host, codecs);
  }
}
