// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.launcher.SubcommandException;

class ModelBuildRunTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path built;

  /** Says what a builder on a GPU would. */
  private final class Builder implements ModelBuilder {
    private final boolean works;

    private Builder(boolean works) {
      this.works = works;
    }

    @Override
    public Path variant(Path model, int batch) {
      return model.resolveSibling(batch + ".onnx");
    }

    @Override
    public Choice choice() {
      return new Choice("tensorrt", "a GPU", "", "");
    }

    @Override
    public Built build(Path model, Map<String, String> options, Progress progress)
        throws SegmenterException {
      built = model;
      assertTrue(Files.exists(model));
      if (!works) {
        throw new SegmenterException("there is no GPU");
      }
      assertTrue(progress.at(0.5, "half of it"));
      return new Built(
          new SegmenterInfo("m", "1", "CC0-1.0", 8, 8, 1, 1, List.of("background", "a")),
          "a GPU",
          "fp16",
          2,
          new Agreement(64, 2, 0.0025, 1.5),
          List.of(new Speed(1, 1.25, 700), new Speed(32, 6, 5400)));
    }
  }

  private void run(boolean works, String... arguments) throws Exception {
    ModelOptions options = ModelOptions.parse(List.of(arguments));
    new ModelBuildRun(new Builder(works), options)
        .run(options.file(), new PrintStream(out), new PrintStream(err));
  }

  @Test
  void aModelIsBuiltComparedAndMeasured() throws Exception {
    Path model = Files.writeString(folder.resolve("model.onnx"), "");
    run(true, "build", model.toString());
    assertEquals(model, built);
    String text = out.toString();
    assertTrue(text.contains("2 built, in fp16"), text);
    assertTrue(text.contains("0.250 % of 64 pixels differ"), text);
    assertTrue(text.contains("batch 32  6.00 ms, 5400 windows a second"), text);
    assertTrue(err.toString().contains("half of it"), err.toString());
  }

  @Test
  void weightsAreExportedForEveryEngineAndForTensorRtAndEachSize() throws Exception {
    Path weights = folder.resolve("lite.safetensors");
    Safetensors.write(
        weights,
        new Combo(Networks.of("combo-lite")).parameters(),
        parameter -> parameter.initial().draw(parameter, new SplittableRandom(1)),
        Map.of());
    Path model = folder.resolve("lite.onnx");
    List<String> arguments =
        List.of(
            "build",
            weights.toString(),
            "--network",
            "combo-lite",
            "-o",
            model.toString(),
            "--batches",
            "1,2");
    new ModelCommand(file -> null, new Builder(true))
        .run(arguments, new PrintStream(out), new PrintStream(err));
    assertEquals(model, built);
    assertTrue(Files.size(model) > 0);
    assertTrue(Files.size(folder.resolve("1.onnx")) > 0);
    assertTrue(Files.size(folder.resolve("2.onnx")) > 0);
  }

  @Test
  void aModelThatWasExportedHereIsWrittenDownForTensorRtToo() throws Exception {
    Path model = folder.resolve("lite.onnx");
    OnnxModel.stream(
            ComboConfig.lite(List.of("background", "dog")),
            parameter -> parameter.initial().draw(parameter, new SplittableRandom(1)),
            new ModelMetadata("combo-lite", "1", "CC0-1.0", 0.4),
            true)
        .write(model);
    build(model);
    assertEquals(model, built);
    try (Checkpoint variant = Checkpoint.open(folder.resolve("4.onnx"))) {
      assertEquals("0.4", variant.metadata().get("sonomask.threshold"));
      assertEquals("true", variant.metadata().get("sonomask.typed"));
    }
  }

  @Test
  void aForeignModelIsBuiltAsItIs() throws Exception {
    Path model = Files.writeString(folder.resolve("model.onnx"), "not made here");
    build(model);
    assertEquals(model, built);
    assertTrue(Files.notExists(folder.resolve("4.onnx")));
    assertTrue(out.toString().contains("built as it is"), out.toString());
  }

  private void build(Path model) throws Exception {
    new ModelCommand(file -> null, new Builder(true))
        .run(
            List.of("build", model.toString(), "--batches", "4"),
            new PrintStream(out),
            new PrintStream(err));
  }

  @Test
  void whatWentWrongIsSaid() throws Exception {
    Path model = Files.writeString(folder.resolve("model.onnx"), "");
    String message =
        assertThrows(SubcommandException.class, () -> run(false, "build", model.toString()))
            .getMessage();
    assertTrue(message.contains("there is no GPU"), message);
  }
}
