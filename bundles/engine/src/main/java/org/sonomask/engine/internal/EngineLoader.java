// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.BuildRecord;
import org.sonomask.engine.EngineOptions;
import org.sonomask.engine.OnnxSegmenter;
import org.sonomask.engine.TensorRtLoader;

/**
 * Loads ONNX files for whoever wants to own the segmenter: on the GPU if they were built for it, so
 * that nobody waits minutes for a build, or else on the processor.
 */
@Component
public final class EngineLoader implements SegmenterLoader {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLoader.class);

  @Override
  public Segmenter load(Path model) throws SegmenterException {
    if (TensorRtReport.examine().usable() && BuildRecord.find(model).isPresent()) {
      try {
        return new TensorRtLoader().load(model);
      } catch (SegmenterException e) {
        LOG.warn("{}; it runs on the processor", e.getMessage());
      }
    }
    return OnnxSegmenter.open(model, EngineOptions.DEFAULT);
  }
}
