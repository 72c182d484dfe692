// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.djl.tensorrt.BuildListener;
import org.sonomask.djl.tensorrt.TensorRtOptions;
import org.sonomask.djl.tensorrt.TensorRtReport;
import org.sonomask.engine.internal.EngineLoader;
import org.sonomask.engine.internal.GpuModelBuilder;

/** What is for GPUs, on a machine that has none. */
class GpuAbsentTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeAModel() throws Exception {
    assumeFalse(TensorRtReport.examine().usable());
    model = new TestModel(16, 12, 1).write(folder);
  }

  private static String refusal(org.junit.jupiter.api.function.Executable attempt) {
    return assertThrows(SegmenterException.class, attempt).getMessage();
  }

  @Test
  void aModelForTheGpuIsAnExceptionThatSaysWhy() {
    String message =
        refusal(() -> TensorRtSegmenter.open(model, TensorRtOptions.DEFAULT, BuildListener.NONE));
    assertTrue(message.startsWith(model + " does not run on a GPU: "), message);
    assertTrue(message.contains("there is no"), message);
  }

  @Test
  void whatIsWrongWithAModelIsSaidFirst() throws Exception {
    Path other = new TestModel(16, 12, 1).without("prior").write(folder);
    String message =
        refusal(() -> TensorRtSegmenter.open(other, TensorRtOptions.DEFAULT, BuildListener.NONE));
    assertTrue(message.contains("prior"), message);
    String missing = refusal(() -> new TensorRtLoader().load(folder.resolve("missing.onnx")));
    assertTrue(missing.contains("missing.onnx"), missing);
  }

  @Test
  void buildingIsRefusedBeforeAnythingIsDone() {
    String message =
        refusal(() -> new GpuModelBuilder().build(model, Map.of(), (done, what) -> true));
    assertTrue(message.contains("models cannot be built here"), message);
  }

  @Test
  void theLoaderTakesTheProcessor() throws Exception {
    try (Segmenter segmenter = new EngineLoader().load(model)) {
      assertTrue(segmenter instanceof OnnxSegmenter);
      assertEquals("onnxruntime", new GpuModelBuilder().choice().engine());
    }
  }
}
