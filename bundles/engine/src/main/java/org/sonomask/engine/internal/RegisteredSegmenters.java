// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.GpuBuild;
import org.sonomask.engine.TensorRtSegmenter;

/** One model's segmenters in the service registry, one for each device; owns them. */
final class RegisteredSegmenters implements AutoCloseable {
  static final RegisteredSegmenters NONE = new RegisteredSegmenters(List.of(), List.of());

  private final List<? extends Segmenter> segmenters;
  private final List<ServiceRegistration<Segmenter>> registrations;

  private RegisteredSegmenters(
      List<? extends Segmenter> segmenters, List<ServiceRegistration<Segmenter>> registrations) {
    this.segmenters = segmenters;
    this.registrations = registrations;
  }

  /** Registers segmenters of one model. */
  static RegisteredSegmenters of(
      BundleContext context,
      EngineChoice engine,
      int ranking,
      List<? extends Segmenter> segmenters) {
    List<ServiceRegistration<Segmenter>> registrations = new ArrayList<>();
    for (Segmenter segmenter : segmenters) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put("sonomask.model", segmenter.info().model());
      properties.put("sonomask.engine", engine.engine());
      properties.put(Constants.SERVICE_RANKING, ranking);
      registrations.add(context.registerService(Segmenter.class, segmenter, properties));
    }
    return new RegisteredSegmenters(segmenters, registrations);
  }

  /**
   * Loads a model on every GPU, and registers it there.
   *
   * @param progress of what must be built
   * @param onFault when a GPU fails
   */
  static RegisteredSegmenters onGpus(
      BundleContext context,
      Path file,
      ModelSettings settings,
      ModelBuilder.Progress progress,
      Runnable onFault)
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
    return of(context, EngineChoice.TENSORRT, settings.ranking(), loaded);
  }

  /** Whoever uses the services lets go of them first; then the engines' memory is released. */
  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
    segmenters.forEach(Segmenter::close);
  }
}
