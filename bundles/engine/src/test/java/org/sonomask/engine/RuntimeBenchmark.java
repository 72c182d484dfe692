// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.MaskStream;
import org.sonomask.api.SegmenterBatch;
import org.sonomask.api.StreamSettings;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/**
 * Prints windows per second and CPU time per window of a bare ONNX Runtime session, of the
 * segmenter, and of the whole runtime on the same model. Not part of the suite; run it with {@code
 * -Dtest=RuntimeBenchmark}, and with {@code -Dsonomask.model=FILE} on another model than COMBO-Lite
 * with random weights.
 */
class RuntimeBenchmark {
  private static final int BATCH = 8;
  private static final int ROUNDS = 6;
  private static final long FRAME = 40_000_000;

  @TempDir Path folder;

  @Test
  void windowsPerSecond() throws Exception {
    String given = System.getProperty("sonomask.model");
    Path model = given == null ? RandomCombo.write(folder) : Path.of(given);
    try (OnnxSegmenter segmenter = OnnxSegmenter.open(model, new EngineOptions(1, BATCH))) {
      SegmenterBatch batch = segmenter.newBatch(BATCH);
      noise(batch);
      for (int repeat = 0; repeat < 3; repeat++) {
        print("bare session", () -> bare(model, segmenter, batch));
        print("segmenter", () -> engine(segmenter, batch));
        print("runtime, one stream", () -> runtime(segmenter, 1, 0));
        print("runtime, eight streams with filters", () -> runtime(segmenter, 8, 0.5));
      }
    }
  }

  private static void print(String what, Callable<Double> windowsPerSecond) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    double rate = windowsPerSecond.call();
    double cpu = (system.getProcessCpuTime() - before) / 1e6 / ROUNDS / BATCH;
    System.out.printf("%s: %.2f windows/s, %.1f ms CPU a window%n", what, rate, cpu);
  }

  private static double bare(Path model, OnnxSegmenter segmenter, SegmenterBatch batch)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long width = segmenter.info().width();
    long height = segmenter.info().height();
    long examples = segmenter.info().audioExamples();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model.toString(), options);
          OnnxTensor frame = bytes(environment, batch.frames(), BATCH, height, width, 3);
          OnnxTensor prior = bytes(environment, batch.priors(), BATCH, height, width);
          OnnxTensor mel =
              OnnxTensor.createTensor(
                  environment, batch.logMel(), new long[] {BATCH, examples, 96, 64})) {
        Map<String, OnnxTensor> inputs = Map.of("frame", frame, "prior", prior, "log_mel", mel);
        session.run(inputs).close();
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
          session.run(inputs).close();
        }
        return ROUNDS * BATCH * 1e9 / (System.nanoTime() - start);
      }
    }
  }

  private static OnnxTensor bytes(OrtEnvironment environment, ByteBuffer from, long... shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, from, shape, OnnxJavaType.UINT8);
  }

  private static double engine(OnnxSegmenter segmenter, SegmenterBatch batch) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      segmenter.segment(batch, BATCH);
    }
    return ROUNDS * BATCH * 1e9 / (System.nanoTime() - start);
  }

  private static double runtime(OnnxSegmenter segmenter, int count, double smoothing)
      throws Exception {
    try (MaskRuntime runtime = new MaskRuntime(RuntimeSettings.DEFAULT)) {
      runtime.addSegmenter(segmenter, 0);
      MaskStream[] streams = new MaskStream[count];
      FloatBuffer sound = FloatBuffer.wrap(noise(16_000 * 60));
      for (int i = 0; i < count; i++) {
        StreamSettings settings =
            new StreamSettings("stream " + i, "", 0, false, 1_000_000_000, smoothing);
        streams[i] = runtime.open(settings);
        streams[i].audio(sound, 0);
      }
      ByteBuffer rgb = ByteBuffer.allocateDirect(segmenter.info().pixels() * 3);
      byte[] pixels = new byte[rgb.capacity()];
      new Random(2).nextBytes(pixels);
      rgb.put(0, pixels);
      int frames = ROUNDS * BATCH / count;
      long start = System.nanoTime();
      for (int frame = 0; frame < frames; frame++) {
        for (MaskStream stream : streams) {
          while (!stream.frame(rgb, frame * FRAME, FRAME)) {
            stream.await((frame - 20) * FRAME, Long.MAX_VALUE);
          }
        }
      }
      for (MaskStream stream : streams) {
        stream.await(frames * FRAME, Long.MAX_VALUE);
      }
      return frames * count * 1e9 / (System.nanoTime() - start);
    }
  }

  private static void noise(SegmenterBatch batch) {
    byte[] pixels = new byte[batch.frames().capacity()];
    new Random(1).nextBytes(pixels);
    batch.frames().put(0, pixels);
    batch.logMel().put(0, noise(batch.logMel().capacity()));
  }

  private static float[] noise(int count) {
    Random random = new Random(3);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
