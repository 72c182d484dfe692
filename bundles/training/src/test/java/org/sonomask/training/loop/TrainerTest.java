// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.training.data.SoundSource;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loss.AuxiliaryLosses;

class TrainerTest {
  private static final int SIZE = 64;
  private static final int TOTAL = 3;

  @TempDir private Path folder;

  @Test
  void theLossFalls() throws Exception {
    trainer(folder).run(Double.POSITIVE_INFINITY);
    double[] losses = losses(folder, TOTAL);
    assertTrue(
        losses[losses.length - 1] < 0.8 * losses[0], () -> "losses " + Arrays.toString(losses));
    assertTrue(Files.size(folder.resolve("curve.png")) > 0);
  }

  @Test
  void aStoppedRunGoesOnWithTheSameCurve() throws Exception {
    Path straight = Files.createDirectory(folder.resolve("straight"));
    Path stopped = Files.createDirectory(folder.resolve("stopped"));
    assertTrue(trainer(straight).run(Double.POSITIVE_INFINITY));
    assertFalse(trainer(stopped).run(0), "stops after its first iteration");
    assertTrue(trainer(stopped).run(Double.POSITIVE_INFINITY));
    double[] wanted = losses(straight, TOTAL);
    double[] got = losses(stopped, TOTAL);
    assertEquals(wanted.length, got.length);
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], got[i], 1e-3 * wanted[i], "report " + i);
    }
  }

  private static Trainer trainer(Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(
        file,
        "{\"batch\":2,\"fresh\":1,\"memory\":3,\"workers\":1,\"iterations\":8,\"report\":1,"
            + "\"check\":0,\"points\":256,\"rise\":0,\"exercises\":2,\"learningRate\":4e-4}");
    ComboConfig network = small();
    ComboModel model =
        new ComboModel(
            TorchDevice.of("cpu"),
            network,
            AuxiliaryLosses.parameters(network),
            TrainerTest::rate,
            1);
    return new Trainer(
        TrainingConfig.read(file),
        model,
        new SyntheticSamples(SIZE, 4),
        (number, count) ->
            new SoundSource.Exercises(new float[count * 96 * 64], new byte[count * 3]),
        (any, clips) -> new double[] {Double.NaN, Double.NaN},
        folder,
        new PrintStream(OutputStream.nullOutputStream()));
  }

  private static double rate(Parameter parameter) {
    return parameter.key().startsWith("audio_backbone.blocks") ? 0.05 : 1;
  }

  private static ComboConfig small() {
    ComboConfig lite = ComboConfig.lite(List.of("background", "red", "blue"));
    return new ComboConfig(
        lite.name(),
        lite.imageBackbone(),
        lite.priorBackbone(),
        lite.audioBackbone(),
        SIZE,
        SIZE,
        lite.frames(),
        lite.classes(),
        lite.normalisation(),
        lite.hidden(),
        lite.heads(),
        lite.groups(),
        lite.encoderLayers(),
        lite.encoderFeedForward(),
        lite.points(),
        lite.siam(),
        lite.fusion(),
        lite.separable(),
        lite.queries(),
        lite.decoderLayers(),
        lite.decoderFeedForward(),
        lite.audioQuery(),
        lite.recognition(),
        lite.decision());
  }

  private static double[] losses(Path folder, int column) throws IOException {
    return Files.readAllLines(folder.resolve("curve.csv")).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
        .toArray();
  }
}
