// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Decision;
import org.sonomask.combo.network.MaskigePalette;
import org.sonomask.combo.tensor.RandomSource;

class OnnxModelTest {
  private static final ComboConfig LITE =
      ComboConfig.lite(List.of("background", "dog", "frying-food"))
          .withDecision(Decision.BEST_SCORE);
  private static final int PIXELS = 224 * 224;
  private static final int MELS = 96 * 64;

  @TempDir Path directory;

  @Test
  void onnxRuntimeRunsTheLiveModelAndItSaysWhatItIs() throws Exception {
    try (OrtSession session = open(write(false))) {
      Map<String, String> properties = session.getMetadata().getCustomMetadata();
      assertEquals("test", properties.get("sonomask.model"));
      assertEquals("[\"background\",\"dog\",\"frying-food\"]", properties.get("sonomask.classes"));
      assertEquals("1", properties.get("sonomask.audio_examples"));
      Map<String, byte[]> masks = run(session, window(1));
      assertEquals(PIXELS, masks.get("labels").length);
      assertTrue(maximum(masks.get("labels")) < 3);
    }
  }

  @Test
  void aWindowsMaskDoesNotDependOnWhatElseIsInTheBatch() throws Exception {
    try (OrtSession session = open(write(false))) {
      byte[] alone = run(session, window(2)).get("confidence");
      byte[] together = run(session, window(1), window(2), window(3)).get("confidence");
      byte[] second = Arrays.copyOfRange(together, PIXELS, 2 * PIXELS);
      assertTrue(apart(alone, second, 25) < PIXELS / 1000, "pixels differ");
      assertTrue(differing(alone, Arrays.copyOf(together, PIXELS)) > 0, "every window looks alike");
    }
  }

  @Test
  void halfPrecisionWeightsHalveTheFileAndKeepTheMask() throws Exception {
    Path full = write(false);
    Path half = write(true);
    assertTrue(Files.size(half) < Files.size(full) * 0.6);
    assertTrue(Files.size(half) < 20_000_000);
    try (OrtSession exact = open(full);
        OrtSession rounded = open(half)) {
      byte[] a = run(exact, window(1)).get("confidence");
      byte[] b = run(rounded, window(1)).get("confidence");
      assertTrue(apart(a, b, 25) < PIXELS / 20, apart(a, b, 25) + " pixels differ");
    }
  }

  @Test
  void theStreamFormIsTheLastFrameOfAClipThatStandsStill() throws Exception {
    int frames = 3;
    ComboConfig config = LITE.withFrames(frames);
    RandomSource source = new RandomSource(1);
    Path stream = directory.resolve("stream.onnx");
    Path clip = directory.resolve("clip.onnx");
    OnnxModel.stream(config, source, new ModelMetadata("t", "1", "x"), false).write(stream);
    OnnxModel.clip(config, source, frames, null, Set.of(), Set.of()).write(clip);
    Window[] still = {window(1).hearing(5), window(1).hearing(6), window(1)};
    try (OrtSession streaming = open(stream);
        OrtSession whole = open(clip)) {
      byte[] live = run(streaming, frames, still[2].hearingAll(still)).get("confidence");
      byte[] all = run(whole, 1, still).get("confidence");
      byte[] last = Arrays.copyOfRange(all, (frames - 1) * PIXELS, frames * PIXELS);
      assertTrue(apart(live, last, 2) < PIXELS / 1000, apart(live, last, 2) + " pixels differ");
      byte[] first = Arrays.copyOf(all, PIXELS);
      assertTrue(apart(live, first, 2) > 0, "all frames look alike");
    }
  }

  @Test
  void theMasksAreCastStraightIntoTheOutputs() throws Exception {
    String text = Files.readString(write(false), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("Cast_labels") && text.contains("Cast_confidence"));
    assertFalse(text.contains("Identity"), "TensorRT copies no bytes inside the graph");
  }

  @Test
  void theSameWeightsGiveTheSameFile() throws Exception {
    assertArrayEquals(Files.readAllBytes(write(false)), Files.readAllBytes(write(false)));
  }

  private Path write(boolean half) throws Exception {
    Path file = directory.resolve("lite-" + half + ".onnx");
    ModelMetadata metadata = new ModelMetadata("test", "1", "Apache-2.0");
    OnnxModel model = OnnxModel.stream(LITE, new RandomSource(1), metadata, half);
    model.write(file);
    assertEquals(model.size(), Files.size(file));
    return file;
  }

  private static OrtSession open(Path file) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(file.toString());
  }

  /** A picture, a prior and a log-mel example. */
  private record Window(byte[] frame, byte[] prior, float[] logMel) {

    Window hearing(long seed) {
      return new Window(frame, prior, window(seed).logMel());
    }

    /** The same picture with the sound of several seconds. */
    Window hearingAll(Window... seconds) {
      FloatBuffer all = FloatBuffer.allocate(seconds.length * MELS);
      for (Window second : seconds) {
        all.put(second.logMel());
      }
      return new Window(frame, prior, all.array());
    }

    byte[] maskige() {
      byte[] rgb = new byte[3 * prior.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) MaskigePalette.channel(prior[i / 3] & 0xFF, i % 3);
      }
      return rgb;
    }
  }

  private static Window window(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] frame = new byte[PIXELS * 3];
    random.nextBytes(frame);
    byte[] prior = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      prior[i] = (byte) (i / 224 / (10 + seed) + 5 * (i % 224 / 50));
    }
    float[] logMel = new float[MELS];
    for (int i = 0; i < MELS; i++) {
      logMel[i] = (float) (random.nextDouble() * 6 - 4.6);
    }
    return new Window(frame, prior, logMel);
  }

  private static Map<String, byte[]> run(OrtSession session, Window... windows)
      throws OrtException {
    return run(session, 1, windows);
  }

  private static Map<String, byte[]> run(OrtSession session, int examples, Window... windows)
      throws OrtException {
    int count = windows.length;
    ByteBuffer frames = ByteBuffer.allocateDirect(count * PIXELS * 3);
    ByteBuffer priors = ByteBuffer.allocateDirect(count * PIXELS);
    ByteBuffer maskiges = ByteBuffer.allocateDirect(count * PIXELS * 3);
    FloatBuffer logMels = FloatBuffer.allocate(count * examples * MELS);
    for (Window window : windows) {
      frames.put(window.frame());
      priors.put(window.prior());
      maskiges.put(window.maskige());
      logMels.put(window.logMel());
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("frame", bytes(frames, count, 224, 224, 3));
    if (session.getInputNames().contains("prior")) {
      inputs.put("prior", bytes(priors, count, 224, 224));
    } else {
      inputs.put("maskige", bytes(maskiges, count, 224, 224, 3));
    }
    inputs.put(
        "log_mel",
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), logMels.flip(), new long[] {count, examples, 96, 64}));
    try (OrtSession.Result result = session.run(inputs)) {
      Map<String, byte[]> masks = new HashMap<>();
      for (String name : List.of("labels", "confidence")) {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        byte[] bytes = new byte[count * PIXELS];
        tensor.getByteBuffer().get(bytes);
        masks.put(name, bytes);
      }
      return masks;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor bytes(ByteBuffer values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), values.flip(), shape, OnnxJavaType.UINT8);
  }

  private static int differing(byte[] a, byte[] b) {
    return apart(a, b, 0);
  }

  private static int apart(byte[] a, byte[] b, int tolerance) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)) > tolerance ? 1 : 0;
    }
    return count;
  }

  private static int maximum(byte[] labels) {
    int maximum = 0;
    for (byte label : labels) {
      maximum = Math.max(maximum, label & 0xFF);
    }
    return maximum;
  }
}
