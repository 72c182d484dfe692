// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sonomask.api.MaskService;
import org.sonomask.gst.element.Behaviour;
import org.sonomask.gst.element.BranchHost;
import org.sonomask.gst.element.ElementHost;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.ElementType.Branch;

/**
 * The element {@code sonomask}: marks the pixels that sound, as metadata on the video ({@link
 * org.sonomask.gst.mask.MaskMeta}). Sound and pictures leave as they came.
 *
 * <p>It takes any raw video and audio: a copy for the model is scaled and converted by GStreamer's
 * own GstVideoConverter on a thread of the element's own, so that live video is never delayed by
 * it, and by GstAudioConverter. That thread holds a reference to the picture, so that a frame
 * chosen for inference is no longer writable downstream until it has been scaled.
 */
@Component(service = ElementProvider.class, property = "sonomask.element=sonomask")
public final class SonoMaskElement implements ElementProvider {
  /** Places of the branches. */
  static final int VIDEO = 0;

  static final int AUDIO = 1;

  private static final ElementType TYPE =
      new ElementType(
          "sonomask",
          "SonoMaskElement",
          "Sounding pixel marker",
          "Filter/Analyzer/Audio/Video",
          "Marks the pixels of a video that sound, by audio-visual segmentation",
          "Sonomask",
          new ElementType.Branches(
              List.of(
                  new Branch("video_sink", "video_src", "video/x-raw", 8, 0),
                  new Branch("audio_sink", "audio_src", "audio/x-raw", 1, 1_000_000_000))),
          Settings.PROPERTIES);

  private final MaskServices services = new MaskServices();

  /** A mask service is there: its elements, old and new, open streams at it. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setMaskService(MaskService service) {
    services.set(service);
  }

  /** The mask service goes: pictures pass without masks. */
  public void unsetMaskService(MaskService service) {
    services.clear(service);
  }

  @Override
  public ElementType type() {
    return TYPE;
  }

  @Override
  public Behaviour create(ElementHost host) {
    return new Marking((BranchHost) host, services);
  }
}
