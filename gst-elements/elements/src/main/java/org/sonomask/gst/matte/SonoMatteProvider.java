// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.paint.PictureFormat;

/** The element {@code sonomatte}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonomatte")
public final class SonoMatteProvider implements ElementProvider {

  static final String FEATHER = "feather";
  static final String INVERT = "invert";
  static final String SELECTED_TYPES = "selected-types";
  static final String MAX_AGE = "max-age";
  static final String WITHOUT_MASK = "without-mask";
  static final String TRANSPARENT = "transparent";

  private static final long NO_LIMIT = -1L;
  private static final double WIDEST_FEATHER = 256;

  private static final ElementType TYPE =
      new ElementType(
          "sonomatte",
          "SonoMatte",
          "Sounding object matte",
          "Filter/Effect/Video",
          "Makes all but the sounding pixels transparent, by the masks that sonomask attaches;"
              + " videoconvert before it gives any video the alpha that it writes",
          "Sonomask",
          new ElementType.Transform(FrameFormat.caps(PictureFormat.withAlpha())),
          properties());

  private static List<PropertySpec> properties() {
    return List.of(
        PropertySpec.number(
            FEATHER,
            "Feather",
            "Width of the soft edge between transparent and opaque in pixels of the picture, 0 is"
                + " sharp",
            0,
            WIDEST_FEATHER,
            2),
        PropertySpec.bool(
            INVERT,
            "Invert",
            "Whether the sounding pixels become transparent, instead of all others",
            false),
        PropertySpec.text(
            SELECTED_TYPES,
            "Selected types",
            "Names of the classes that count as sounding, separated by commas, empty takes all",
            ""),
        PropertySpec.choice(
            WITHOUT_MASK,
            "Without mask",
            "What a picture without a mask, or with one older than max-age, becomes",
            new Choice(TRANSPARENT, "Transparent all over, as nothing sounds that is known of"),
            new Choice("opaque", "Opaque all over, so that the picture stays")),
        PropertySpec.uint64(
            MAX_AGE,
            "Maximal age",
            "Masks of frames that lie further back than this do not count, in nanoseconds of"
                + " running time; the default has no limit",
            0,
            NO_LIMIT,
            NO_LIMIT));
  }

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new SonoMatte(host);
  }
}
