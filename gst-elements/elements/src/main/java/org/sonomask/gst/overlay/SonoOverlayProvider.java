// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

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

/** The element {@code sonooverlay}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonooverlay")
public final class SonoOverlayProvider implements ElementProvider {

  static final String OPACITY = "opacity";
  static final String OUTLINE_WIDTH = "outline-width";
  static final String LABELS = "labels";
  static final String PALETTE = "palette";
  static final String THEME = "theme";
  static final String METER = "meter";
  static final String WEIGH_CONFIDENCE = "weigh-confidence";

  private static final double WIDEST_OUTLINE = 64;

  private static final ElementType TYPE =
      new ElementType(
          "sonooverlay",
          "SonoOverlay",
          "Sounding object overlay",
          "Filter/Effect/Video",
          "Brings out what sounds, by the masks that sonomask attaches: a colour, an outline and a"
              + " name for each class, painted into the pictures, or attached to them where"
              + " downstream takes meta:GstVideoOverlayComposition",
          "Sonomask",
          ElementType.Transform.converting(OverlayCaps.all(), OverlayCaps.all(), List.of()),
          Stream.concat(properties().stream(), MaskSelection.properties().stream()).toList());

  private static List<PropertySpec> properties() {
    return List.of(
        PropertySpec.number(
            OPACITY,
            "Opacity",
            "How opaque the sounding pixels' colour is, or how dark all others are with"
                + " theme=spotlight, from 0 (not painted) to 1 (hides the picture)",
            0,
            1,
            0.5),
        PropertySpec.number(
            OUTLINE_WIDTH,
            "Outline width",
            "Width of the line around each class in pixels of the picture, 0 draws none",
            0,
            WIDEST_OUTLINE,
            2),
        PropertySpec.bool(
            LABELS,
            "Labels",
            "Whether the name of each class that sounds is written on top of its largest piece",
            true),
        PropertySpec.choice(
            PALETTE,
            "Palette",
            "The colours of the classes",
            new Choice("avss", "AVSBench-Semantic's colours by class name"),
            new Choice("vivid", "Bright colours, far apart for neighbouring labels"),
            new Choice("safe", "Okabe and Ito's colours, told apart by the colour-blind too")),
        PropertySpec.choice(THEME, "Theme", "How what sounds is brought out", Theme.choices()),
        PropertySpec.bool(
            METER,
            "Meter",
            "Whether a level meter stands at the right edge, from -60 to 0 dB below full scale; it"
                + " shows the sound during each frame as sonomask heard it, in one channel",
            false),
        PropertySpec.bool(
            WEIGH_CONFIDENCE,
            "Weigh by confidence",
            "Whether pixels that the model is less sure of are painted more transparently; costs"
                + " more than even colour",
            false));
  }

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new SonoOverlay((TransformHost) host);
  }
}
