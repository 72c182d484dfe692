// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.TransformHost;
import org.sonomask.gst.frame.FrameFormat;

/** The element {@code sonofocus}. */
@Component(service = ElementProvider.class, property = "sonomask.element=sonofocus")
public final class SonoFocusProvider implements ElementProvider {
  private static final ElementType TYPE =
      new ElementType(
          "sonofocus",
          "SonoFocus",
          "Sounding object camera",
          "Filter/Effect/Video",
          "Crops, pans and zooms smoothly onto what sounds, by the masks that sonomask attaches",
          "Sonomask",
          ElementType.Transform.converting(FrameFormat.caps(), FrameFormat.caps(), List.of()),
          FocusSettings.properties());

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new SonoFocus((TransformHost) host);
  }
}
