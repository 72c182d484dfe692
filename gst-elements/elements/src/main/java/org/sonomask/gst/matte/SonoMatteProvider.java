// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.element.PropertySpec.Choice;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.frame.MaskSelection;

/** The element {@code sonomatte}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonomatte")
public final class SonoMatteProvider implements ElementProvider {

  static final String EFFECT = "effect";
  static final String INVERT = "invert";
  static final String FEATHER = "feather";
  static final String DIM = "dim";
  static final String BLUR_RADIUS = "blur-radius";
  static final String COLOUR = "colour";
  static final String WITHOUT_MASK = "without-mask";
  static final String HIDE = "hide";

  private static final double WIDEST_FEATHER = 256;
  private static final double WIDEST_BLUR = 256;
  private static final long KEYING_GREEN = 0xFF00B140L;
  private static final long ALL_BITS = 0xFFFFFFFFL;

  /** Keys that wait for their mixer before the pictures do. */
  private static final int QUEUED_KEYS = 4;

  private static final ElementType TYPE =
      new ElementType(
          "sonomatte",
          "SonoMatte",
          "Sounding object matte",
          "Filter/Effect/Video",
          "Hides all but the sounding pixels, by the masks that sonomask attaches: makes them"
              + " transparent, dims, blurs or covers them, and gives the matte as a stream of its"
              + " own",
          "Sonomask",
          ElementType.Transform.converting(
              MatteCaps.sink(),
              MatteCaps.src(),
              List.of(
                  new ElementType.Outlet(
                      "matte", "video/x-raw, format=(string)GRAY8", QUEUED_KEYS))),
          Stream.of(effects(), strengths(), MaskSelection.properties())
              .flatMap(List::stream)
              .toList());

  private static List<PropertySpec> effects() {
    return List.of(
        PropertySpec.choice(
            EFFECT, "Effect", "What becomes of the pixels that are hidden", Effect.choices()),
        PropertySpec.bool(
            INVERT,
            "Invert",
            "Whether the sounding pixels are hidden, instead of all others",
            false),
        PropertySpec.choice(
            WITHOUT_MASK,
            "Without mask",
            "What becomes of a picture without a mask, as before the first one, or with one older"
                + " than max-age",
            new Choice(HIDE, "It is hidden all over: nothing shows that might have to be hidden"),
            new Choice("show", "It stays as it is, opaque all over where it has alpha")));
  }

  private static List<PropertySpec> strengths() {
    return List.of(
        PropertySpec.number(
            FEATHER,
            "Feather",
            "Width of the soft edge between hidden and shown in pixels of the picture, 0 is sharp",
            0,
            WIDEST_FEATHER,
            2),
        PropertySpec.number(
            DIM,
            "Dim",
            "How much of the light effect=dim takes away, from 0 (none) to 1 (all)",
            0,
            1,
            0.7),
        PropertySpec.number(
            BLUR_RADIUS,
            "Blur radius",
            "Over how many pixels of the picture, to either side, effect=blur spreads each point",
            1,
            WIDEST_BLUR,
            48),
        PropertySpec.uint(
            COLOUR,
            "Colour",
            "What effect=colour covers hidden pixels with, as 0xAARRGGBB; AA is not used",
            0,
            ALL_BITS,
            KEYING_GREEN));
  }

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new SonoMatte((TransformHost) host);
  }
}
