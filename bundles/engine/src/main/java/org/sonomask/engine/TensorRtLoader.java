// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.nio.file.Path;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/** Loads ONNX files on the first GPU, as they were built before, or else builds them now. */
public final class TensorRtLoader implements SegmenterLoader {

  @Override
  public Segmenter load(Path model) throws SegmenterException {
    TensorRtOptions options = BuildRecord.find(model).orElse(TensorRtOptions.DEFAULT);
    return TensorRtSegmenter.open(model, options, BuildListener.NONE);
  }
}
