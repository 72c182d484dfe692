// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.ModelVariant;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.GpuBuild;
import org.sonomask.engine.GpuSpeed;
import org.sonomask.engine.TensorRtSegmenter;

/** Builds models for TensorRT. */
@Component
public final class GpuModelBuilder implements ModelBuilder {

  @Override
  public Path variant(Path model, int batch) {
    return ModelVariant.of(model, batch);
  }

  @Override
  public Choice choice() {
    return EngineChoice.automatic();
  }

  @Override
  public Built build(Path model, Map<String, String> options, Progress progress)
      throws SegmenterException {
    TensorRtReport report = TensorRtReport.examine();
    if (!report.usable()) {
      String remedy = report.remedy().isEmpty() ? "" : "; " + report.remedy();
      throw new SegmenterException("models cannot be built here: " + report.reason() + remedy);
    }
    GpuBuild build = GpuBuild.run(model, parse(options), progress);
    try (TensorRtSegmenter segmenter = build.segmenter()) {
      List<Speed> speeds = new ArrayList<>();
      for (int batch : build.options().batches()) {
        speeds.add(GpuSpeed.measure(segmenter, batch));
      }
      return new Built(
          segmenter.info(),
          segmenter.place(),
          build.options().precision().name().toLowerCase(Locale.ROOT),
          segmenter.built(),
          build.agreement(),
          speeds);
    }
  }

  private static TensorRtOptions parse(Map<String, String> options) throws SegmenterException {
    try {
      return TensorRtOptions.parse(0, options);
    } catch (IllegalArgumentException e) {
      throw new SegmenterException(e.getMessage(), e);
    }
  }
}
