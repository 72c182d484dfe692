// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a machine that has no GPU. */
class TensorRtEngineTest {
  @TempDir private Path folder;

  @BeforeAll
  static void keepDjlToItself() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private static Engine engine() {
    return Engine.getEngine(TensorRtEngineProvider.NAME);
  }

  @Test
  void djlFindsItByItsName() {
    assertEquals("TensorRT10", engine().getEngineName());
    assertTrue(engine().hasCapability("CUDA"));
    assertFalse(engine().hasCapability("MKL"));
  }

  @Test
  void djlsOwnEngineForTensorRt8StaysSelectableBesideIt() {
    assertTrue(Engine.getAllEngines().containsAll(Set.of("TensorRT", "TensorRT10")));
  }

  @Test
  void withoutAGpuTheReportSaysSo() {
    TensorRtReport report = TensorRtReport.examine();
    assumeFalse(report.usable());
    assertTrue(report.gpus().isEmpty() ? report.reason().contains("GPU") : true, report.reason());
    assertEquals(report.gpus().size(), engine().getGpuCount());
  }

  @Test
  void withoutAGpuLoadingIsAnExceptionThatSaysWhy() throws Exception {
    assumeFalse(TensorRtReport.examine().usable());
    Path file = Files.write(folder.resolve("model.onnx"), new byte[100]);
    try (Model model = engine().newModel("model", Device.gpu())) {
      EngineException failure =
          assertThrows(EngineException.class, () -> model.load(file, null, Map.of()));
      assertTrue(failure.getMessage().matches(".*(GPU|TensorRT).*"), failure.getMessage());
    }
    try (Model model = engine().newModel("model", null)) {
      assertThrows(EngineException.class, () -> model.load(folder));
    }
  }

  @Test
  void aProcessorIsRefused() {
    assertThrows(EngineException.class, () -> engine().newModel("model", Device.cpu()));
  }

  @Test
  void aFolderWithoutAModelIsNamed() throws Exception {
    try (Model model = engine().newModel("model", Device.gpu())) {
      String message =
          assertThrows(java.io.FileNotFoundException.class, () -> model.load(folder)).getMessage();
      assertTrue(message.contains(folder.toString()), message);
    }
  }

  @Test
  void arraysHoldWhatWasPutIn() {
    try (NDManager manager = engine().newBaseManager()) {
      ByteBuffer direct = ByteBuffer.allocateDirect(6).order(ByteOrder.nativeOrder());
      NDArray aliased = manager.create(direct, new Shape(2, 3), DataType.UINT8);
      direct.put(4, (byte) 9);
      assertEquals(9, aliased.toByteBuffer().get(4));
      float[] values = {1, 2.5f, -3};
      NDArray copied = manager.create(FloatBuffer.wrap(values), new Shape(3), DataType.FLOAT32);
      assertEquals(2.5f, copied.toFloatArray()[1]);
      assertEquals(0, manager.zeros(new Shape(4), DataType.FLOAT32).toFloatArray()[3]);
      copied.close();
      assertThrows(IllegalStateException.class, copied::toByteBuffer);
    }
  }
}
