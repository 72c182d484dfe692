// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Decision;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.combo.tensor.RandomSource;

/** What is written for TensorRT computes what the portable model computes. */
class TensorRtFormTest {
  private static final ModelMetadata METADATA = new ModelMetadata("t", "1", "Apache-2.0");
  private static final RandomSource WEIGHTS = new RandomSource(1);
  private static final int BATCH = 2;
  private static final int PIXELS = 224 * 224;

  @TempDir Path directory;

  @Test
  void inSinglePrecisionMasksAreTheSameWithAnyNumberOfClasses() throws Exception {
    for (ComboConfig config : List.of(classes("dog"), classes("dog", "cat"))) {
      byte[][] portable = run(portable(config));
      byte[][] written = run(tensorRt(config, false, Sampling.GRID_SAMPLE));
      int labels = apart(portable[0], written[0], 0);
      assertTrue(labels < BATCH * PIXELS / 1000, labels + " labels differ");
      assertTrue(apart(portable[1], written[1], 25) < PIXELS / 50, "confidences differ");
    }
  }

  @Test
  void twoBackbonesMayBeComputedAsOne() throws Exception {
    ComboConfig config = ComboConfig.object("t", BackboneKind.PVT_V2_B0).withFrames(1);
    byte[][] apart = run(tensorRt(config, false, Sampling.GRID_SAMPLE));
    TensorRtForm form = new TensorRtForm(BATCH, Numbers.FULL, Sampling.KERNELS, false);
    byte[][] together = run(tensorRt(config, form));
    assertTrue(apart(apart[0], together[0], 0) < PIXELS / 1000, "labels differ");
    assertTrue(apart(apart[1], together[1], 5) < PIXELS / 1000, "confidences differ");
  }

  @Test
  void ownOperatorsTakeThePlaceOfSamplingAndOfEnlargedMasks() throws Exception {
    String text = text(tensorRt(classes("dog"), true, Sampling.KERNELS));
    assertTrue(text.contains("SonomaskDeformableSampling_"));
    assertTrue(text.contains("SonomaskEnlargedSum_"));
    assertFalse(text.contains("GridSample_"));
  }

  @Test
  void ownOperatorsChangeMasksNoMoreThanHalfPrecisionDoes() throws Exception {
    ComboConfig config = classes("dog");
    byte[][] portable = run(portable(config));
    byte[][] half = run(tensorRt(config, true, Sampling.GRID_SAMPLE));
    Path file = tensorRt(config, true, Sampling.KERNELS);
    Files.write(file, OwnOperators.in(Files.readAllBytes(file)));
    byte[][] own = run(file);
    for (int output = 0; output < 2; output++) {
      int tolerance = 25 * output;
      int most = PIXELS / 50 + 2 * apart(portable[output], half[output], tolerance);
      int apart = apart(portable[output], own[output], tolerance);
      assertTrue(apart < most, apart + " pixels differ, expected are less than " + most);
    }
  }

  @Test
  void normalisationsGoIntoTheirConvolutions() throws Exception {
    String text = text(tensorRt(classes("dog"), true, Sampling.KERNELS));
    assertFalse(text.contains("BatchNormalization_"));
  }

  @Test
  void aBatchOfNoneIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TensorRtForm(0, Numbers.HALF, Sampling.KERNELS, false));
  }

  private static ComboConfig classes(String... sounding) {
    List<String> names = new ArrayList<>(List.of("background"));
    names.addAll(List.of(sounding));
    return ComboConfig.lite(names).withDecision(Decision.BEST_SCORE);
  }

  private Path portable(ComboConfig config) throws Exception {
    Path file = directory.resolve("portable.onnx");
    OnnxModel.stream(config, WEIGHTS, METADATA, false).write(file);
    return file;
  }

  private Path tensorRt(ComboConfig config, boolean half, Sampling sampling) throws Exception {
    Numbers numbers = half ? Numbers.HALF : Numbers.FULL;
    return tensorRt(config, new TensorRtForm(BATCH, numbers, sampling, true));
  }

  private Path tensorRt(ComboConfig config, TensorRtForm form) throws Exception {
    Path file = directory.resolve("tensorrt.onnx");
    OnnxModel.stream(config, WEIGHTS, METADATA, form).write(file);
    return file;
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static byte[][] run(Path file) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    SplittableRandom random = new SplittableRandom(7);
    byte[] frames = new byte[BATCH * PIXELS * 3];
    random.nextBytes(frames);
    byte[] priors = new byte[BATCH * PIXELS];
    for (int i = 0; i < priors.length; i++) {
      priors[i] = (byte) (i / 5000);
    }
    FloatBuffer sounds = FloatBuffer.allocate(BATCH * 96 * 64);
    while (sounds.hasRemaining()) {
      sounds.put((float) (random.nextDouble() * 6 - 4.6));
    }
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor frame = bytes(environment, frames, BATCH, 224, 224, 3);
        OnnxTensor prior = bytes(environment, priors, BATCH, 224, 224);
        OnnxTensor sound =
            OnnxTensor.createTensor(environment, sounds.flip(), new long[] {BATCH, 1, 96, 64});
        OrtSession.Result result =
            session.run(Map.of("frame", frame, "prior", prior, "log_mel", sound))) {
      return new byte[][] {values(result, "labels"), values(result, "confidence")};
    }
  }

  private static OnnxTensor bytes(OrtEnvironment environment, byte[] values, long... shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, ByteBuffer.wrap(values), shape, OnnxJavaType.UINT8);
  }

  private static byte[] values(OrtSession.Result result, String name) {
    byte[] values = new byte[BATCH * PIXELS];
    ((OnnxTensor) result.get(name).orElseThrow()).getByteBuffer().get(values);
    return values;
  }

  private static int apart(byte[] a, byte[] b, int tolerance) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)) > tolerance ? 1 : 0;
    }
    return count;
  }
}
