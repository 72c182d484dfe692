// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.OnnxSegmenter;

/**
 * A loaded model that is in the service registry; owns its segmenters. With the engine {@code auto}
 * it is there at once on the processor, and moves to the GPUs of the machine as soon as it is built
 * for them; if they fail, it moves back, and stays.
 */
final class PublishedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedModel.class);
  private static final long BUILD_PATIENCE_MILLIS = 20_000;

  private final BundleContext context;
  private final Path file;
  private final ModelSettings settings;
  private RegisteredSegmenters current = RegisteredSegmenters.NONE;
  private volatile boolean closed;
  private Thread builder;

  private PublishedModel(BundleContext context, Path file, ModelSettings settings) {
    this.context = context;
    this.file = file;
    this.settings = settings;
  }

  static PublishedModel publish(BundleContext context, Path file, ModelSettings settings)
      throws SegmenterException {
    PublishedModel model = new PublishedModel(context, file, settings);
    if (settings.engine() == EngineChoice.TENSORRT) {
      model.moveToGpus();
    } else {
      model.moveToProcessor();
      if (settings.engine() == EngineChoice.AUTO && TensorRtReport.examine().usable()) {
        model.startBuilding();
      }
    }
    return model;
  }

  private void startBuilding() {
    builder = new Thread(this::build, "sonomask-build-" + file.getFileName());
    builder.setDaemon(true);
    builder.start();
  }

  private void build() {
    try {
      moveToGpus();
    } catch (SegmenterException | RuntimeException | LinkageError e) {
      if (!closed) {
        LOG.warn("{} stays on the processor: {}", file, e.getMessage());
      }
    }
  }

  private void moveToGpus() throws SegmenterException {
    replace(
        RegisteredSegmenters.onGpus(
            context, file, settings, (done, what) -> !closed, this::gpuFailed));
  }

  private void moveToProcessor() throws SegmenterException {
    OnnxSegmenter segmenter = OnnxSegmenter.open(file, settings.processor());
    replace(
        RegisteredSegmenters.of(
            context, EngineChoice.ONNXRUNTIME, settings.ranking(), java.util.List.of(segmenter)));
  }

  /** On a thread that must not wait for itself to leave the segmenter. */
  private void gpuFailed() {
    Thread mover = new Thread(this::recover, "sonomask-recover-" + file.getFileName());
    mover.setDaemon(true);
    mover.start();
  }

  private void recover() {
    LOG.error("the GPU failed; {} goes on on the processor until a restart", file);
    try {
      moveToProcessor();
    } catch (SegmenterException | RuntimeException | LinkageError e) {
      LOG.error("{} does not run on the processor either: {}", file, e.getMessage());
    }
  }

  /** The new ones are there before the old ones go, so that streams always have a model. */
  private void replace(RegisteredSegmenters next) {
    RegisteredSegmenters old;
    synchronized (this) {
      old = closed ? next : current;
      current = closed ? current : next;
    }
    old.close();
  }

  /** Whoever uses the services lets go of them first; then the engines' memory is released. */
  @Override
  public void close() {
    RegisteredSegmenters last;
    synchronized (this) {
      closed = true;
      last = current;
      current = RegisteredSegmenters.NONE;
    }
    last.close();
    awaitBuilder();
  }

  /** A build ends soon after it is told to; TensorRT must not be at work when the process ends. */
  private void awaitBuilder() {
    if (builder != null) {
      try {
        builder.join(BUILD_PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
