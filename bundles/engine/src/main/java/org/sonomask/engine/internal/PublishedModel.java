// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.engine.EngineChoice;
import org.sonomask.engine.OnnxSegmenter;

/**
 * A loaded model that is in the service registry; owns its segmenters. With the engine {@code auto}
 * it is there at once on the processor, and moves to the GPUs of the machine as soon as it is built
 * for them; if they fail, it moves back, and stays.
 */
final class PublishedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedModel.class);
  private static final long PATIENCE_MILLIS = 20_000;

  private final BundleContext context;
  private final Path file;
  private final ModelSettings settings;
  private final Gpus gpus;
  private RegisteredSegmenters current = RegisteredSegmenters.NONE;
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile boolean closed;
  private final List<Thread> background = new CopyOnWriteArrayList<>();

  PublishedModel(BundleContext context, Path file, ModelSettings settings, Gpus gpus) {
    this.context = context;
    this.file = file;
    this.settings = settings;
    this.gpus = gpus;
  }

  /** The GPUs of a machine. */
  interface Gpus {

    /** Whether there are any that models can run on. */
    boolean usable();

    /**
     * Loads a model on each; may take minutes.
     *
     * @param progress ends that if it says so
     * @param onFault when a GPU fails
     */
    List<? extends Segmenter> load(
        Path file, ModelSettings settings, ModelBuilder.Progress progress, Runnable onFault)
        throws SegmenterException;
  }

  static PublishedModel publish(BundleContext context, Path file, ModelSettings settings)
      throws SegmenterException {
    PublishedModel model = new PublishedModel(context, file, settings, new HostGpus());
    model.start();
    return model;
  }

  void start() throws SegmenterException {
    if (settings.engine() == EngineChoice.TENSORRT) {
      moveToGpus();
      return;
    }
    moveToProcessor();
    if (settings.engine() == EngineChoice.AUTO && gpus.usable()) {
      begin(this::build, "build");
    }
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
    replace(gpus.load(file, settings, (done, what) -> !closed, this::gpuFailed));
  }

  private void moveToProcessor() throws SegmenterException {
    replace(List.of(OnnxSegmenter.open(file, settings.processor())));
  }

  /** On a thread that must not wait for itself to leave the segmenter. */
  private void gpuFailed() {
    if (failed.getAndSet(true)) {
      return;
    }
    begin(this::recover, "recover");
  }

  private void begin(Runnable work, String what) {
    Thread thread = new Thread(work, "sonomask-" + what + "-" + file.getFileName());
    thread.setDaemon(true);
    background.add(thread);
    thread.start();
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
  private void replace(List<? extends Segmenter> segmenters) {
    RegisteredSegmenters old;
    synchronized (this) {
      if (closed) {
        segmenters.forEach(Segmenter::close);
        return;
      }
      old = current;
      current = RegisteredSegmenters.of(context, settings.ranking(), segmenters);
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
    awaitBackground();
  }

  /** A build ends soon after it is told to; TensorRT must not be at work when the process ends. */
  private void awaitBackground() {
    try {
      for (Thread thread : background) {
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
