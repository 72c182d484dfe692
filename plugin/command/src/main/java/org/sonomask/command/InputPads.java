// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import org.freedesktop.gstreamer.Caps;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.Pad;
import org.freedesktop.gstreamer.Structure;

/**
 * Links what the decoder offers: the first picture and the first sound. Called by the decoder's
 * threads, one at a time.
 */
final class InputPads {

  private final MarkPipeline pipeline;
  private volatile boolean video;
  private volatile boolean audio;
  private volatile int width;
  private volatile int height;

  InputPads(MarkPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Links the pad, if its kind is wanted and not there yet. */
  void offer(Pad pad) {
    Caps current = pad.getCurrentCaps();
    Caps caps = current == null ? pad.queryCaps(null) : current;
    Structure format = caps.getStructure(0);
    if (format.getName().startsWith("video/") && !video) {
      video = true;
      size(format);
      link(pad, pipeline.videoIn());
    } else if (format.getName().startsWith("audio/") && !audio) {
      audio = true;
      link(pad, pipeline.audioIn());
    }
  }

  private void size(Structure format) {
    if (format.hasIntField("width") && format.hasIntField("height")) {
      width = format.getInteger("width");
      height = format.getInteger("height");
      pipeline.pictureSize(width, height);
    }
  }

  private static void link(Pad pad, Element inlet) {
    pad.link(inlet.getStaticPad("sink"));
  }

  boolean hasVideo() {
    return video;
  }

  boolean hasAudio() {
    return audio;
  }

  /** Width of the picture in pixels; 0 while it is not known. */
  int width() {
    return width;
  }

  /** Height of the picture in pixels; 0 while it is not known. */
  int height() {
    return height;
  }
}
