// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.GpuBuild;
import org.sonomask.engine.TensorRtSegmenter;

/** This machine's GPUs: a model is compared with the processor on the first, and runs on all. */
final class HostGpus implements PublishedModel.Gpus {

  @Override
  public boolean usable() {
    return TensorRtReport.examine().usable();
  }

  @Override
  public List<? extends Segmenter> load(
      Path file, ModelSettings settings, ModelBuilder.Progress progress, Runnable onFault)
      throws SegmenterException {
    List<TensorRtSegmenter> loaded = new ArrayList<>();
    try {
      GpuBuild first = GpuBuild.run(file, GpuBuild.known(file, settings.gpu()), progress);
      loaded.add(first.segmenter());
      TensorRtOptions options = first.options();
      BuildListener others = at -> progress.at(at.done(), at.phase());
      int gpus = TensorRtReport.examine().gpus().size();
      for (int gpu = options.device() + 1; gpu < gpus; gpu++) {
        loaded.add(TensorRtSegmenter.open(file, options.on(gpu), others));
      }
    } catch (SegmenterException | RuntimeException e) {
      loaded.forEach(TensorRtSegmenter::close);
      throw e;
    }
    loaded.forEach(segmenter -> segmenter.onFault(onFault));
    return loaded;
  }
}
