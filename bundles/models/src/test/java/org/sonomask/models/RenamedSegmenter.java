// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models;

import org.sonomask.api.ForwardingSegmenter;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterInfo;

/** A real segmenter that says that it is another model. */
public abstract class RenamedSegmenter extends ForwardingSegmenter {
  private final String name;

  protected RenamedSegmenter(Segmenter real, String name) {
    super(real);
    this.name = name;
  }

  @Override
  public final SegmenterInfo info() {
    SegmenterInfo info = super.info();
    return new SegmenterInfo(
        name,
        info.version(),
        info.licence(),
        info.width(),
        info.height(),
        info.audioExamples(),
        info.audioHop(),
        info.classes());
  }
}
