// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtEngineProvider;
import org.sonomask.djl.tensorrt.TensorRtModel;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtOperators;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtSlot;
import org.sonomask.tensorrt.kernels.TensorRtKernels;

/**
 * A segmenter that runs an ONNX file on DJL's TensorRT engine, on one GPU. Batches lie in pinned
 * memory, which the GPU reads and writes by itself; while one is computed, another is copied.
 * Thread-safe.
 */
public final class TensorRtSegmenter implements Segmenter {
  private static final Logger LOG = LoggerFactory.getLogger(TensorRtSegmenter.class);

  /** One batch computes, another's inputs are copied in or outputs out. */
  private static final int CONCURRENCY = 2;

  static {
    TensorRtOperators.add(TensorRtKernels::register);
  }

  private final SegmenterInfo info;
  private final Runnable unload;
  private final TensorRtNetwork network;
  private final Map<SegmenterBatch, TensorRtSlot> slots = new IdentityHashMap<>();
  private volatile Runnable onFault = () -> {};
  private boolean closed;

  /**
   * @param unload closes the network
   */
  TensorRtSegmenter(SegmenterInfo info, TensorRtNetwork network, Runnable unload) {
    this.info = info;
    this.network = network;
    this.unload = unload;
  }

  /**
   * Checks a model against the contract, builds the plans that are not cached, loads it and runs it
   * once.
   *
   * @param listener hears how far it is
   * @throws SegmenterException if there is no GPU or no TensorRT, or the file is missing, breaks
   *     the contract or is refused; the message says which
   */
  public static TensorRtSegmenter open(Path file, TensorRtOptions options, BuildListener listener)
      throws SegmenterException {
    if (!Files.isRegularFile(file)) {
      throw new SegmenterException(
          "there is no model at " + file + "; give the path of an ONNX file");
    }
    try {
      SegmenterInfo info = ModelContract.check(OnnxFile.read(file));
      Model model = load(file.toAbsolutePath(), options, listener);
      TensorRtNetwork network = ((TensorRtModel) model).network();
      TensorRtSegmenter segmenter = new TensorRtSegmenter(info, network, model::close);
      LOG.info("loaded {} {} on {}", info.model(), info.version(), segmenter.place());
      return segmenter;
    } catch (IOException | MalformedModelException | RuntimeException | LinkageError e) {
      throw new SegmenterException(
          file + " does not run on a GPU: " + DjlEngines.rootMessage(e), e);
    }
  }

  private static Model load(Path file, TensorRtOptions options, BuildListener listener)
      throws IOException, MalformedModelException {
    Model model =
        DjlEngines.of(TensorRtEngineProvider::new)
            .newModel(file.getFileName().toString(), Device.gpu(options.device()));
    try {
      model.load(
          file, null, Map.of(TensorRtModel.OPTIONS, options, TensorRtModel.LISTENER, listener));
      return model;
    } catch (IOException | MalformedModelException | RuntimeException | LinkageError e) {
      model.close();
      throw e;
    }
  }

  /** What to do, once, when the GPU has failed: nothing runs on it any more. */
  public void onFault(Runnable action) {
    onFault = action;
  }

  /** GPU and TensorRT, in words. */
  public String place() {
    return network.place();
  }

  /** Plans that were built when it was opened. */
  public int built() {
    return network.built();
  }

  @Override
  public SegmenterInfo info() {
    return info;
  }

  @Override
  public String engine() {
    return EngineChoice.TENSORRT.engine();
  }

  @Override
  public int maxBatch() {
    return network.maxBatch();
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public synchronized SegmenterBatch newBatch(int capacity) {
    if (capacity < 1 || capacity > maxBatch()) {
      throw new IllegalArgumentException(
          "a batch holds 1 to " + maxBatch() + " windows, not " + capacity);
    }
    if (closed) {
      throw new IllegalStateException("the segmenter of " + info.model() + " is closed");
    }
    TensorRtSlot slot = network.newSlot();
    int pixels = capacity * info.pixels();
    SegmenterBatch batch =
        new SegmenterBatch(
            capacity,
            memory(slot, ModelContract.FRAME, pixels * 3),
            memory(slot, ModelContract.PRIOR, pixels),
            memory(slot, ModelContract.LOG_MEL, capacity * info.melFloats() * Float.BYTES)
                .asFloatBuffer(),
            memory(slot, ModelContract.LABELS, pixels),
            memory(slot, ModelContract.CONFIDENCE, pixels));
    slots.put(batch, slot);
    return batch;
  }

  private static ByteBuffer memory(TensorRtSlot slot, String tensor, int bytes) {
    return slot.memory(tensor).slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void segment(SegmenterBatch batch, int count) throws SegmenterException {
    if (count < 1 || count > batch.capacity()) {
      throw new IllegalArgumentException(
          "the batch holds 1 to " + batch.capacity() + " windows, not " + count);
    }
    TensorRtSlot slot = slot(batch);
    try {
      slot.run(count);
    } catch (RuntimeException e) {
      Runnable action = onFault;
      onFault = () -> {};
      action.run();
      throw new SegmenterException(
          "the GPU failed: " + e.getMessage() + "; models run on it again after a restart", e);
    }
  }

  private synchronized TensorRtSlot slot(SegmenterBatch batch) {
    TensorRtSlot slot = slots.get(batch);
    if (slot == null || closed) {
      throw new IllegalArgumentException(
          "the batch was made by another segmenter, or has been released");
    }
    return slot;
  }

  @Override
  public synchronized void release(SegmenterBatch batch) {
    TensorRtSlot slot = slots.remove(batch);
    if (slot != null) {
      slot.close();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      slots.values().forEach(TensorRtSlot::close);
      slots.clear();
      unload.run();
    }
  }
}
