// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;

/** Loads ONNX files for whoever wants to own the segmenter, with the engine's own options. */
@Component
public final class OnnxLoader implements SegmenterLoader {

  @Override
  public Segmenter load(Path model) throws SegmenterException {
    return OnnxSegmenter.open(model, EngineOptions.DEFAULT);
  }
}
