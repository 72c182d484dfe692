// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/** TensorRT's parser takes every form that is written for it. */
class ParserRulesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void theDefaultModelIsTaken(Numbers numbers) throws Exception {
    Path model = directory.resolve("default.onnx");
    try (InputStream in = getClass().getResourceAsStream("/model.onnx")) {
      Files.copy(in, model, StandardCopyOption.REPLACE_EXISTING);
    }
    Path file = directory.resolve("tensorrt.onnx");
    for (String form : List.of("1,%s,kernels,half", "16,%s,grid_sample,full")) {
      TrainedModel.main(
          new String[] {model.toString(), file.toString(), form.formatted(numbers.name())});
      assertEquals(List.of(), ParserRules.broken(new WrittenModel(file)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s4-resnet50, HALF, KERNELS, false",
    "s4-resnet50, WIDE, KERNELS, false",
    "s4-resnet50, WIDE, KERNELS_NORM, true",
    "avss5-pvtv2b5, HALF, KERNELS_NORM, false",
    "s4-pvtv2b5, HALF, KERNELS_ATTENTION, true",
    "s4-pvtv2b5, WIDE, KERNELS_ATTENTION, true"
  })
  void officialNetworksAreTaken(String name, Numbers numbers, Sampling sampling, boolean together)
      throws Exception {
    ComboConfig config = Networks.of(name).withFrames(1);
    TensorRtForm form = new TensorRtForm(4, numbers, sampling, false, together);
    assertEquals(List.of(), broken(config, ParserRulesTest::ones, form));
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void theLightNetworkIsTaken(Numbers numbers) throws Exception {
    TensorRtForm form = new TensorRtForm(4, numbers, Sampling.KERNELS, false);
    assertEquals(List.of(), broken(Networks.of("combo-lite"), ParserRulesTest::ones, form));
  }

  @Test
  void whatIsNotFiniteInHalfPrecisionIsFound() throws Exception {
    TensorRtForm form = new TensorRtForm(1, Numbers.HALF, Sampling.KERNELS, false);
    List<String> broken = broken(Networks.of("combo-lite"), ParserRulesTest::large, form);
    assertFalse(broken.isEmpty());
    broken.forEach(why -> assertTrue(why.endsWith("is not finite in type 10"), why));
  }

  private List<String> broken(ComboConfig config, ParameterSource weights, TensorRtForm form)
      throws Exception {
    Path file = directory.resolve("network.onnx");
    OnnxModel.stream(config, weights, new ModelMetadata("t", "1", "Apache-2.0"), form).write(file);
    return ParserRules.broken(new WrittenModel(file));
  }

  private static float[] ones(Parameter parameter) {
    float[] values = new float[parameter.elements()];
    Arrays.fill(values, 1);
    return values;
  }

  private static float[] large(Parameter parameter) {
    float[] values = new float[parameter.elements()];
    Arrays.fill(values, 1e5f);
    return values;
  }
}
