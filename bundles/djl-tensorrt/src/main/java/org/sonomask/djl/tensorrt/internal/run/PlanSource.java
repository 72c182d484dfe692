// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.ModelHash;
import org.sonomask.djl.tensorrt.ModelVariant;
import org.sonomask.djl.tensorrt.Precision;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.internal.cuda.CudaDevice;
import org.sonomask.djl.tensorrt.internal.library.TensorRtLibraries;
import org.sonomask.djl.tensorrt.internal.plan.BuildReport;
import org.sonomask.djl.tensorrt.internal.plan.PlanBuilder;
import org.sonomask.djl.tensorrt.internal.plan.PlanKey;
import org.sonomask.djl.tensorrt.internal.plan.PlanStore;

/** Plans of one model: from the cache, or else built and put there. */
final class PlanSource {
  private static final Logger LOG = LoggerFactory.getLogger(PlanSource.class);

  private final Path model;
  private final String gpu;
  private final String tensorRt;
  private final TensorRtOptions options;
  private final BuildListener listener;
  private final PlanStore store;
  private int asked;
  private int built;

  PlanSource(
      Path model,
      TensorRtOptions options,
      CudaDevice device,
      TensorRtLibraries.Version tensorRt,
      BuildListener listener) {
    this.model = model;
    this.options = options;
    this.listener = listener;
    this.tensorRt = tensorRt.toString();
    gpu = device.name() + " " + device.major() + "." + device.minor();
    store = new PlanStore(options.cache());
  }

  /** How many were built. */
  int built() {
    return built;
  }

  LoadedPlan load(IRuntime runtime, int batch) throws IOException {
    asked++;
    Path source = source(batch);
    PlanKey key = PlanKey.of(ModelHash.of(source), gpu, tensorRt, options, batch);
    Optional<ByteBuffer> kept = store.find(key);
    if (kept.isPresent()) {
      try {
        return new LoadedPlan(runtime, kept.get(), batch);
      } catch (EngineException refused) {
        LOG.warn("{} is built anew: {}", store.file(key), refused.getMessage());
      }
    }
    return build(runtime, source, key, batch);
  }

  private Path source(int batch) {
    Path variant = ModelVariant.of(model, batch);
    boolean typed = options.precision() == Precision.TYPED;
    return typed && Files.isRegularFile(variant) ? variant : model;
  }

  private LoadedPlan build(IRuntime runtime, Path source, PlanKey key, int batch)
      throws IOException {
    LOG.info("building a plan of {} for batches of {} on {}", source, batch, gpu);
    try (PlanBuilder builder = new PlanBuilder(source, options, batch)) {
      builder.useTimings(store.find(key.timings()));
      ByteBuffer plan =
          builder.build(new BuildReport(batch, asked, options.batches().size(), listener));
      store.keep(key, plan);
      Optional<ByteBuffer> timings = builder.timings();
      if (timings.isPresent()) {
        store.keep(key.timings(), timings.get());
      }
      built++;
      return new LoadedPlan(runtime, plan, batch);
    }
  }
}
