// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sonomask.api.SegmenterException;

/**
 * One model loaded into DJL's ONNX Runtime engine. Safe for use by many threads, but must be closed
 * when none uses it.
 */
final class DjlSession implements AutoCloseable {
  private final Model model;
  private final Queue<Predictor<NDList, NDList>> idle = new ConcurrentLinkedQueue<>();

  private DjlSession(Model model) {
    this.model = model;
  }

  static DjlSession load(Path file, int threads) throws SegmenterException {
    Model model = engine().newModel(file.getFileName().toString(), Device.cpu());
    try (OrtSession.SessionOptions options = options(threads)) {
      model.load(file.toAbsolutePath(), null, Map.of("sessionOptions", options));
      return new DjlSession(model);
    } catch (IOException | MalformedModelException | OrtException | RuntimeException e) {
      model.close();
      throw new SegmenterException(
          "ONNX Runtime cannot load the model; export it again. It says: "
              + DjlEngines.rootMessage(e),
          e);
    }
  }

  /**
   * Threads that have nothing to do sleep. By default they spin, which makes a process faster that
   * does nothing else, and here takes the processor from decoders, priors and filters.
   */
  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setInterOpNumThreads(1);
    if (threads > 0) {
      options.setIntraOpNumThreads(threads);
    }
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  /** A manager for the inputs that live as long as the session. */
  NDManager manager() {
    return model.getNDManager();
  }

  /**
   * Runs the model.
   *
   * @param inputs named as the model's inputs
   * @return the outputs in the order of the file; the caller closes them
   */
  NDList run(NDList inputs) throws SegmenterException {
    Predictor<NDList, NDList> predictor = idle.poll();
    if (predictor == null) {
      predictor = model.newPredictor(new NoopTranslator());
    }
    try {
      return predictor.predict(inputs);
    } catch (TranslateException | RuntimeException e) {
      throw new SegmenterException("the inference failed: " + DjlEngines.rootMessage(e), e);
    } finally {
      idle.add(predictor);
    }
  }

  @Override
  public void close() {
    idle.forEach(Predictor::close);
    model.close();
  }

  private static Engine engine() throws SegmenterException {
    try {
      OnnxRuntimeTelemetry.off();
      return DjlEngines.of(OrtEngineProvider::new);
    } catch (RuntimeException | LinkageError e) {
      throw new SegmenterException(
          "ONNX Runtime does not start; it needs a 64-bit system that it has libraries for, and a"
              + " java.io.tmpdir that it may write to and run libraries from. It says: "
              + DjlEngines.rootMessage(e),
          e);
    }
  }
}
