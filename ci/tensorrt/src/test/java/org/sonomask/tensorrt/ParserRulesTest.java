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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.sonomask.tensorrt.WrittenModel.Node;

/** TensorRT's parser takes every form that is written for it. */
class ParserRulesTest {
  /** Of PVTv2-B5. */
  private static final int BLOCKS = 52;

  /** Of its last stage, whose blocks have no operators that compute several steps. */
  private static final int BLOCKS_OF_512 = 3;

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
    "s4-resnet50, HALF, KERNELS",
    "s4-resnet50, WIDE, KERNELS",
    "avss5-pvtv2b5, HALF, KERNELS",
    "s4-pvtv2b5, HALF, KERNELS",
    "s4-pvtv2b5, HALF, FUSED",
    "s4-pvtv2b5, WIDE, FUSED"
  })
  void officialNetworksAreTaken(String name, Numbers numbers, Sampling sampling) throws Exception {
    ComboConfig config = Networks.of(name).withFrames(1);
    TensorRtForm form = new TensorRtForm(4, numbers, sampling, false);
    assertEquals(List.of(), broken(config, ParserRulesTest::ones, form));
  }

  /** TensorRT has no product of stacks that adds a bias: a kernel of its own would. */
  @Test
  void transformersLeaveTheirBiasesToOurOperators() throws Exception {
    TensorRtForm form = new TensorRtForm(4, Numbers.HALF, Sampling.KERNELS, false);
    WrittenModel model =
        written(Networks.of("s4-pvtv2b5").withFrames(1), ParserRulesTest::ones, form);
    Map<String, Node> makers = makers(model);
    Map<String, Integer> inputs =
        Map.of(
            "SonomaskDepthwiseGelu", 0,
            "SonomaskAttention", 2,
            "SonomaskAddLayerNorm", 1,
            "SonomaskAddLayerNormSquares", 1);
    int products = 0;
    for (Node node : model.nodes) {
      if (inputs.containsKey(node.operation())) {
        Node maker = makers.get(node.from().get(inputs.get(node.operation())));
        while (maker.operation().equals("Reshape")) {
          maker = makers.get(maker.from().get(0));
        }
        assertEquals("MatMul", maker.operation(), node.toString());
        products++;
      }
    }
    assertEquals(4 * BLOCKS, products);
  }

  @Test
  void halfABlockIsOneOperatorWhereKeysAreFewerThanQueries() throws Exception {
    TensorRtForm form = new TensorRtForm(4, Numbers.HALF, Sampling.FUSED, false);
    WrittenModel model =
        written(Networks.of("s4-pvtv2b5").withFrames(1), ParserRulesTest::ones, form);
    Map<String, Integer> counts = new HashMap<>();
    model.nodes.forEach(node -> counts.merge(node.operation(), 1, Integer::sum));
    assertEquals(BLOCKS - BLOCKS_OF_512, counts.get("SonomaskAttentionBlock"));
    assertEquals(BLOCKS_OF_512, counts.get("SonomaskAttention"));
    assertEquals(BLOCKS - BLOCKS_OF_512, counts.get("SonomaskSpatialReduction"));
  }

  /** The nodes of a model by the values that they yield. */
  private static Map<String, Node> makers(WrittenModel model) {
    Map<String, Node> makers = new HashMap<>();
    model.nodes.forEach(node -> node.yields().forEach(value -> makers.put(value, node)));
    return makers;
  }

  @Test
  void mlpsAreTwoOperators() throws Exception {
    TensorRtForm form = new TensorRtForm(4, Numbers.HALF, Sampling.FUSED, false);
    WrittenModel model =
        written(Networks.of("s4-pvtv2b5").withFrames(1), ParserRulesTest::ones, form);
    Map<String, Node> makers = makers(model);
    int pairs = 0;
    for (Node node : model.nodes) {
      if (node.operation().startsWith("SonomaskProductLayerNorm")) {
        assertEquals("SonomaskProductDepthwiseGelu", makers.get(node.from().get(0)).operation());
        pairs++;
      }
    }
    assertEquals(BLOCKS - BLOCKS_OF_512, pairs);
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
    return ParserRules.broken(written(config, weights, form));
  }

  private WrittenModel written(ComboConfig config, ParameterSource weights, TensorRtForm form)
      throws Exception {
    Path file = directory.resolve("network.onnx");
    OnnxModel.stream(config, weights, new ModelMetadata("t", "1", "Apache-2.0"), form).write(file);
    return new WrittenModel(file);
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
