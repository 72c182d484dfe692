// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/**
 * A segmenter that runs an ONNX file on DJL's ONNX Runtime engine, on the CPU. Thread-safe; two
 * inferences at a time, since the threads of one wait for each other after every operation, and the
 * other computes meanwhile.
 */
public final class OnnxSegmenter implements Segmenter {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxSegmenter.class);
  private static final long CLOSE_PATIENCE_S = 10;
  private static final int CONCURRENCY = 2;

  private final SegmenterInfo info;
  private final EngineOptions options;
  private final DjlSession session;
  private final int labelsAt;
  private final int confidenceAt;
  private final Semaphore running = new Semaphore(CONCURRENCY);
  private final Map<SegmenterBatch, BatchInputs> batches = new IdentityHashMap<>();
  private boolean closed;

  private OnnxSegmenter(
      SegmenterInfo info, EngineOptions options, DjlSession session, OnnxFile file) {
    this.info = info;
    this.options = options;
    this.session = session;
    List<String> outputs = file.outputs().stream().map(OnnxFile.Tensor::name).toList();
    labelsAt = outputs.indexOf(ModelContract.LABELS);
    confidenceAt = outputs.indexOf(ModelContract.CONFIDENCE);
  }

  /**
   * Checks a model against the contract, loads it and runs it once.
   *
   * @throws SegmenterException if the file is missing, is no ONNX file, breaks the contract (every
   *     fault is listed) or does not run
   */
  public static OnnxSegmenter open(Path model, EngineOptions options) throws SegmenterException {
    if (!Files.isRegularFile(model)) {
      throw new SegmenterException(
          "there is no model at " + model + "; give the path of an ONNX file");
    }
    try {
      return load(model, options);
    } catch (SegmenterException e) {
      throw new SegmenterException(model + " cannot be used: " + e.getMessage(), e.getCause());
    } catch (IOException e) {
      throw new SegmenterException(model + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static OnnxSegmenter load(Path model, EngineOptions options)
      throws IOException, SegmenterException {
    OnnxFile file = OnnxFile.read(model);
    SegmenterInfo info = ModelContract.check(file);
    DjlSession session = DjlSession.load(model, options.threadsOf(CONCURRENCY));
    OnnxSegmenter segmenter = new OnnxSegmenter(info, options, session, file);
    try {
      segmenter.warmUp();
    } catch (SegmenterException | RuntimeException e) {
      segmenter.close();
      throw e;
    }
    LOG.info("loaded {} {} ({})", info.model(), info.version(), model);
    return segmenter;
  }

  /** The first inference allocates and optimises; and it shows that the graph runs at all. */
  private void warmUp() throws SegmenterException {
    SegmenterBatch batch = newBatch(1);
    segment(batch, 1);
    release(batch);
  }

  @Override
  public SegmenterInfo info() {
    return info;
  }

  @Override
  public String engine() {
    return EngineChoice.ONNXRUNTIME.engine();
  }

  @Override
  public int maxBatch() {
    return options.maxBatch();
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public SegmenterBatch newBatch(int capacity) {
    if (capacity < 1 || capacity > maxBatch()) {
      throw new IllegalArgumentException(
          "a batch holds 1 to " + maxBatch() + " windows, not " + capacity);
    }
    SegmenterBatch batch = SegmenterBatch.allocate(info, capacity);
    synchronized (batches) {
      requireOpen();
      batches.put(batch, new BatchInputs(info, batch, session.manager()));
    }
    return batch;
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    running.acquireUninterruptibly();
    try (NDList outputs = session.run(inputs(batch).of(count))) {
      copy(outputs.get(labelsAt), batch.labels(), count);
      copy(outputs.get(confidenceAt), batch.confidence(), count);
    } finally {
      running.release();
    }
  }

  private BatchInputs inputs(SegmenterBatch batch) {
    synchronized (batches) {
      requireOpen();
      BatchInputs inputs = batches.get(batch);
      if (inputs == null) {
        throw new IllegalArgumentException(
            "the batch was made by another segmenter, or has been released");
      }
      return inputs;
    }
  }

  /** By way of the Java heap, since DJL hands ONNX Runtime's outputs out as copies only. */
  private void copy(NDArray from, ByteBuffer to, int count) throws SegmenterException {
    ByteBuffer bytes = from.toByteBuffer();
    int wanted = count * info.pixels();
    if (bytes.remaining() != wanted) {
      throw new SegmenterException(
          "the model wrote "
              + from.getShape()
              + " for "
              + count
              + " windows, but must write ["
              + count
              + ", "
              + info.height()
              + ", "
              + info.width()
              + "]; export it again");
    }
    to.put(0, bytes, bytes.position(), wanted);
  }

  @Override
  public void release(SegmenterBatch batch) {
    synchronized (batches) {
      BatchInputs inputs = batches.remove(batch);
      if (inputs != null) {
        inputs.close();
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the segmenter of " + info.model() + " is closed");
    }
  }

  @Override
  public void close() {
    if (!awaitInference()) {
      LOG.error(
          "{} has been in one inference for {} s; its memory is not released",
          info.model(),
          CLOSE_PATIENCE_S);
      return;
    }
    synchronized (batches) {
      if (!closed) {
        closed = true;
        batches.values().forEach(BatchInputs::close);
        batches.clear();
        session.close();
      }
    }
    running.release(CONCURRENCY);
  }

  private boolean awaitInference() {
    try {
      return running.tryAcquire(CONCURRENCY, CLOSE_PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return running.tryAcquire(CONCURRENCY);
    }
  }
}
