// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.RandomSource;
import org.sonomask.combo.tensor.ShapeTensors;

class FoldedResNetTest {
  private static final RandomSource SOURCE = new RandomSource(9);
  private static final int KERNEL = 7 * 7;

  private final List<Parameter> network = new ArrayList<>();

  @TempDir Path directory;

  @BeforeEach
  void listTheNetwork() {
    ShapeTensors shapes = new ShapeTensors();
    BackboneKind.RESNET_34.create("backbone").features(shapes, new long[] {-1, 3, 224, 224});
    network.addAll(shapes.parameters());
  }

  @Test
  void everyTensorOfTheBackboneIsFilled() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(generated(33))) {
      Weights.of(BackboneWeights.of(checkpoint, "backbone."), network);
    }
  }

  /** Needs a converted file beside the checkout's root; its folder is named by a property. */
  @Test
  void theConvertedFileFillsEveryTensor() throws IOException {
    String folder = System.getProperty("sonomask.shared", "");
    Path file = Path.of(folder, "data/resnet34-imagenet/resnet34_imagenet_fp16.safetensors");
    Assumptions.assumeTrue(Files.exists(file), "no converted file");
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertEquals(33 * 4 + 2, checkpoint.tensors().size());
      Weights.of(BackboneWeights.of(checkpoint, "backbone."), network);
    }
  }

  /** A stem at one place: ((x − mean) / 256 · w + b) · g + h, however the picture is normalised. */
  @Test
  void theStemComputesTheSameOnOtherwiseNormalisedPictures() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(generated(33))) {
      Map<String, StoredTensor> from = checkpoint.tensors();
      Map<String, StoredTensor> to = BackboneWeights.of(checkpoint, "backbone.");
      int[] pixel = {17, 130, 240};
      double[] official = {122.782, 117.001, 104.298};
      double[] mean = {123.675, 116.28, 103.53};
      double[] deviation = {58.395, 57.12, 57.375};
      double wanted = from.get("c0.b").values()[0];
      double actual = -to.get("backbone.stem.conv1.norm.running_mean").values()[0];
      for (int i = 0; i < 3 * KERNEL; i++) {
        int c = i / KERNEL;
        wanted += from.get("c0.w").values()[i] * (pixel[c] - official[c]) / 256;
        actual +=
            to.get("backbone.stem.conv1.weight").values()[i] * (pixel[c] - mean[c]) / deviation[c];
      }
      assertEquals(wanted, actual, 1e-4);
      assertArrayEquals(
          from.get("c0.g").values(), to.get("backbone.stem.conv1.norm.weight").values());
    }
  }

  @Test
  void convolutionsAreTakenInTheOrderOfComputation() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(generated(33))) {
      Map<String, StoredTensor> to = BackboneWeights.of(checkpoint, "backbone.");
      assertArrayEquals(
          checkpoint.tensors().get("c8.w").values(),
          to.get("backbone.res3.0.conv2.weight").values());
      assertArrayEquals(
          checkpoint.tensors().get("c32.h").values(),
          to.get("backbone.res5.2.conv2.norm.bias").values());
    }
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    Path file = generated(33, "c12.b");
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      String message =
          assertThrows(CheckpointException.class, () -> BackboneWeights.of(checkpoint, "backbone."))
              .getMessage();
      assertTrue(message.contains("c12.b"), message);
    }
  }

  /** A file of the converted one's structure. */
  private Path generated(int convolutions, String... without) throws IOException {
    int[] blocks = {3, 4, 6, 3};
    List<Parameter> parameters = new ArrayList<>();
    add(parameters, 0, 64, 3, 7);
    int number = 1;
    int in = 64;
    for (int stage = 0; stage < blocks.length; stage++) {
      int out = 64 << stage;
      for (int i = 0; i < 2 * blocks[stage]; i++) {
        add(parameters, number++, out, in, 3);
        in = out;
      }
    }
    assertEquals(convolutions, number);
    parameters.removeIf(parameter -> List.of(without).contains(parameter.key()));
    parameters.add(new Parameter("fc.w", Role.WEIGHT, Initial.normal(1), 512, 10));
    Path file = directory.resolve("resnet34.safetensors");
    Safetensors.write(file, parameters, SOURCE, Map.of());
    return file;
  }

  private static void add(List<Parameter> parameters, int number, int out, int in, int kernel) {
    String key = "c" + number;
    Initial normal = Initial.normal(1);
    parameters.add(new Parameter(key + ".w", Role.WEIGHT, normal, out, in, kernel, kernel));
    for (String vector : List.of(".b", ".g", ".h")) {
      parameters.add(new Parameter(key + vector, Role.WEIGHT, normal, out));
    }
  }
}
