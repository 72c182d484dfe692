// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.network.VggishConfig;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.RandomSource;

class CheckpointTest {
  private static final ComboConfig LITE = ComboConfig.lite(List.of("background", "dog"));
  private static final Collection<Parameter> NETWORK = new Combo(LITE).parameters();
  private static final RandomSource SOURCE = new RandomSource(5);

  @TempDir Path directory;

  @Test
  void officialStyleFilesKeepEveryValue() throws IOException {
    Path file = directory.resolve("model.pth");
    TorchFile.write(file, NETWORK, SOURCE, 90_000);
    assertKeepsEveryValue(file);
  }

  @Test
  void safetensorsKeepEveryValue() throws IOException {
    Path file = directory.resolve("model.safetensors");
    Safetensors.write(file, NETWORK, SOURCE, Map.of("licence", "Apache-2.0"));
    assertKeepsEveryValue(file);
  }

  @Test
  void scalarsAndEmptyTensorsAreKeptToo() throws IOException {
    Path file = directory.resolve("small.safetensors");
    Map<String, StoredTensor> tensors =
        Map.of(
            "scalar",
            StoredTensor.of(new float[] {-0.5f}),
            "empty",
            StoredTensor.of(new float[0], 0, 3));
    Safetensors.write(file, tensors, Map.of("iteration", "7"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(Map.of("iteration", "7"), checkpoint.metadata());
      assertArrayEquals(new float[] {-0.5f}, checkpoint.tensors().get("scalar").values());
      assertArrayEquals(new long[] {0, 3}, checkpoint.tensors().get("empty").shape());
    }
  }

  @Test
  void aModelGivesItsParametersBack() throws IOException {
    Path file = directory.resolve("model.onnx");
    ModelMetadata about = new ModelMetadata("dogs", "3", "CC0-1.0");
    OnnxModel.stream(LITE, SOURCE, about, false).write(file);
    assertKeepsEveryValue(file);
    Path copy = directory.resolve("initial.safetensors");
    try (Checkpoint model = Checkpoint.open(file)) {
      assertEquals("dogs", model.metadata().get("sonomask.model"));
      Safetensors.write(copy, model.tensors(), model.metadata());
    }
    assertKeepsEveryValue(copy);
    try (Checkpoint weights = Checkpoint.open(copy)) {
      assertEquals("[\"background\",\"dog\"]", weights.metadata().get("sonomask.classes"));
    }
  }

  @Test
  void aModelInHalfPrecisionGivesRoundedParametersBack() throws IOException {
    Path file = directory.resolve("half.onnx");
    OnnxModel.stream(LITE, SOURCE, new ModelMetadata("dogs", "3", "CC0-1.0"), true).write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Weights weights = Weights.of(checkpoint, NETWORK);
      for (Parameter parameter : NETWORK) {
        float[] wanted = SOURCE.values(parameter);
        float[] given = weights.values(parameter);
        for (int i = 0; i < wanted.length; i++) {
          assertEquals(wanted[i], given[i], Math.abs(wanted[i]) * 0x1p-10 + 1e-7, parameter.key());
        }
      }
    }
  }

  @Test
  void oneFileOfImageNetWeightsFillsBothBackbonesOfOneKind() throws IOException {
    ComboConfig network = Networks.of("s4-pvtv2b0");
    List<Parameter> backbone = bare(new Combo(network).parameters(), "backbone.");
    backbone.add(new Parameter("head.weight", Role.WEIGHT, Initial.constant(0), 4));
    Path file = directory.resolve("pvt_v2_b0.safetensors");
    Safetensors.write(file, backbone, SOURCE, Map.of());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Map<String, StoredTensor> initial = BackboneWeights.initial(checkpoint, network);
      assertEquals(2 * (backbone.size() - 1), initial.size());
      assertArrayEquals(
          initial.get("backbone.norm4.bias").values(),
          initial.get("pre_sam_backbone.norm4.bias").values());
      String message =
          assertThrows(CheckpointException.class, () -> BackboneWeights.initial(checkpoint, LITE))
              .getMessage();
      assertTrue(message.contains("missing"), message);
    }
  }

  @Test
  void aVggishFileFillsTheSoundsBackbone() throws IOException {
    VggishConfig slim = new VggishConfig(List.of(8, 8, 8, 8, 8, 8), List.of(16, 128), false, true);
    ComboConfig network = LITE.withAudioBackbone(slim);
    List<Parameter> vggish = bare(new Combo(network).parameters(), "audio_backbone.");
    Path file = directory.resolve("vggish.safetensors");
    Safetensors.write(file, vggish, SOURCE, Map.of());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Map<String, StoredTensor> initial = BackboneWeights.initial(checkpoint, network);
      assertEquals(vggish.size(), initial.size());
      assertTrue(initial.containsKey("audio_backbone.embeddings.0.weight"));
    }
  }

  private static List<Parameter> bare(Collection<Parameter> network, String prefix) {
    List<Parameter> bare = new ArrayList<>();
    for (Parameter parameter : network) {
      if (parameter.key().startsWith(prefix)) {
        String key = parameter.key().substring(prefix.length());
        bare.add(new Parameter(key, parameter.role(), parameter.initial(), parameter.shape()));
      }
    }
    return bare;
  }

  private void assertKeepsEveryValue(Path file) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Weights weights = Weights.of(checkpoint, NETWORK);
      for (Parameter parameter : NETWORK) {
        assertArrayEquals(SOURCE.values(parameter), weights.values(parameter), parameter.key());
      }
    }
  }

  @Test
  void oneMessageNamesMissingExtraAndMisshapedKeys() throws IOException {
    List<Parameter> other = new ArrayList<>(NETWORK);
    Parameter removed = other.remove(3);
    Parameter changed = other.remove(7);
    other.add(new Parameter(changed.key(), Role.WEIGHT, Initial.constant(0), 1, 2, 3));
    other.add(new Parameter("stranger.weight", Role.WEIGHT, Initial.constant(0), 4));
    other.add(new Parameter("criterion.empty_weight", Role.FROZEN, Initial.constant(1), 3));
    Path file = directory.resolve("other.safetensors");
    Safetensors.write(file, other, SOURCE, Map.of());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      String message =
          assertThrows(CheckpointException.class, () -> Weights.of(checkpoint, NETWORK))
              .getMessage();
      assertTrue(message.contains("1 missing (" + removed.key() + ")"), message);
      assertTrue(message.contains("1 left over (stranger.weight)"), message);
      assertTrue(message.contains(changed.key() + " is [1, 2, 3]"), message);
    }
  }

  @Test
  void legacyFilesAndStridedViewsAreRead() throws IOException {
    PickleBytes pickle = new PickleBytes();
    pickle.code(0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, '.');
    pickle.code(0x80, 2, 'M', 0xE9, 0x03, '.').code(0x80, 2, '}', '.');
    pickle.code(0x80, 2, '}', '(').text("module.a");
    pickle.tensor("FloatStorage", "k", 6, 0, new int[] {3, 2}, new int[] {1, 3}).code('u', '.');
    pickle.code(0x80, 2, ']', '(').text("k").code('e', '.');
    ByteBuffer data = ByteBuffer.allocate(8 + 24).order(ByteOrder.LITTLE_ENDIAN).putLong(6);
    for (int i = 0; i < 6; i++) {
      data.putFloat(i);
    }
    pickle.bytes(data.array());
    Path file = directory.resolve("legacy.pth");
    Files.write(file, pickle.toByteArray());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      StoredTensor tensor = checkpoint.tensors().get("a");
      assertArrayEquals(new long[] {3, 2}, tensor.shape());
      assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, tensor.values());
    }
  }

  @Test
  void pickledArraysAreRead() throws IOException {
    PickleBytes pickle = new PickleBytes().code(0x80, 2, '}', '(').text("model").code('}', '(');
    pickle.text("stem.conv1.weight").array("f4", 2, new byte[] {0, 0, -128, 63, 0, 0, 0, 64});
    pickle.code('u').text("matching_heuristics").code(0x88, 'u', '.');
    Path file = directory.resolve("R-50.pkl");
    Files.write(file, pickle.toByteArray());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Map<String, StoredTensor> tensors = BackboneWeights.of(checkpoint, "backbone.");
      assertArrayEquals(new float[] {1, 2}, tensors.get("backbone.stem.conv1.weight").values());
    }
  }

  @Test
  void weightsStoredBesideSomethingElseAreRead() throws IOException {
    PickleBytes pickle = new PickleBytes().code(0x80, 2, '}', '(').text("net.weight");
    pickle.array("f4", 2, new byte[] {0, 0, -128, 63, 0, 0, 0, 64}).code('u');
    pickle.code('}', '(').text("rooms").number(3).code('u', 0x86, '.');
    Path file = directory.resolve("pair.pkl");
    Files.write(file, pickle.toByteArray());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(Set.of("net.weight"), checkpoint.tensors().keySet());
    }
  }

  @Test
  void torchvisionNamesAreTranslatedAndHeadsLeftOut() throws IOException {
    List<Parameter> parameters = new ArrayList<>();
    for (String key :
        List.of(
            "conv1.weight",
            "bn1.running_mean",
            "layer1.0.conv1.weight",
            "layer1.0.downsample.0.weight",
            "layer1.0.downsample.1.bias",
            "layer4.2.bn3.weight",
            "fc.weight")) {
      parameters.add(new Parameter(key, Role.WEIGHT, Initial.normal(1), 2));
    }
    Path file = directory.resolve("resnet50.safetensors");
    Safetensors.write(file, parameters, SOURCE, Map.of());
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(
          List.of(
              "backbone.stem.conv1.weight",
              "backbone.stem.conv1.norm.running_mean",
              "backbone.res2.0.conv1.weight",
              "backbone.res2.0.shortcut.weight",
              "backbone.res2.0.shortcut.norm.bias",
              "backbone.res5.2.conv3.norm.weight"),
          List.copyOf(BackboneWeights.of(checkpoint, "backbone.").keySet()));
    }
  }
}
