// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Inference;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.network.PictureInput;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.combo.tensor.Parameter;

/** What half-precision forms compute in which precision, as ci/results/precision.md says. */
class HalfPrecisionTest {
  private static final int PREDICTIONS = 10;
  private static final int SAMPLING = 6;
  private static final String DECODER = "sem_seg_head.predictor.";
  private static final String FUSION = "sem_seg_head.fusion_module.";

  /**
   * An operator.
   *
   * @param after key of the parameter that was used last
   */
  private record Operator(String name, ElementType type, String after) {}

  @Test
  void convolutionsAndWhatTokensLearnOfEachOtherAreOfHalfPrecision() {
    List<Operator> operators = operators(Numbers.HALF);
    assertEquals(Set.of(ElementType.FLOAT16), types(operators, "Conv"));
    List<Operator> attention =
        operators.stream()
            .filter(operator -> operator.name().equals("Softmax"))
            .filter(operator -> operator.after().contains("_attention_layers"))
            .toList();
    assertEquals(2 * (PREDICTIONS - 1), attention.size());
    assertEquals(Set.of(ElementType.FLOAT16), types(attention, "Softmax"));
  }

  @Test
  void theDecodersNormalisationsAndClassesAreOfSinglePrecision() {
    List<Operator> precise = precise(operators(Numbers.HALF));
    int layers = 3 * (PREDICTIONS - 1);
    assertEquals(layers, after(precise, "LayerNormalization", DECODER + "transformer_"));
    assertEquals(PREDICTIONS, after(precise, "LayerNormalization", DECODER + "decoder_norm."));
    assertEquals(PREDICTIONS, after(precise, "MatMul", DECODER + "class_embed."));
    assertEquals(PREDICTIONS + layers, named(precise, "LayerNormalization").size());
    assertEquals(PREDICTIONS, named(precise, "MatMul").size());
  }

  @Test
  void sharesOfPixelsOfSamplesAndOfClassesAreOfSinglePrecision() {
    List<Operator> precise = precise(operators(Numbers.HALF));
    assertEquals(1, after(precise, "Softmax", FUSION));
    assertEquals(SAMPLING, after(precise, "Softmax", "sem_seg_head.pixel_decoder.transformer."));
    assertEquals(SAMPLING + 2, named(precise, "Softmax").size());
  }

  @Test
  void widelyAddedProductsAreThoseWithWeights() {
    List<Operator> precise = named(precise(operators(Numbers.WIDE)), "MatMul");
    List<Operator> half =
        named(operators(Numbers.WIDE), "MatMul").stream()
            .filter(operator -> operator.type() == ElementType.FLOAT16)
            .toList();
    Set<String> keys = precise.stream().map(Operator::after).collect(Collectors.toSet());
    assertTrue(keys.contains(DECODER + "transformer_ffn_layers.0.linear1.bias"), keys.toString());
    assertTrue(half.stream().noneMatch(o -> o.after().contains("linear")), half.toString());
  }

  private static List<Operator> operators(Numbers numbers) {
    List<Operator> operators = new ArrayList<>();
    OnnxGraph graph = new RecordingGraph(operators);
    TensorRtForm form = new TensorRtForm(1, numbers, Sampling.GRID_SAMPLE, true);
    TensorRtTensors t = new TensorRtTensors(graph, form);
    ComboConfig config = Networks.of("s4-resnet50").withFrames(1);
    PictureInput input = new PictureInput(config.normalisation());
    Value frame = graph.input("frame", ElementType.UINT8, 1, 224, 224, 3);
    Value prior = graph.input("prior", ElementType.UINT8, 1, 224, 224);
    Value logMel = graph.input("log_mel", ElementType.FLOAT32, 1, 1, 96, 64);
    List<Prediction<Value>> predictions =
        new Combo(config).stream(t, input.picture(t, frame), input.maskige(t, prior), logMel);
    assertEquals(PREDICTIONS, predictions.size());
    Inference.lead(t, predictions.get(PREDICTIONS - 1), 224, 224);
    return operators;
  }

  private static List<Operator> precise(List<Operator> operators) {
    return operators.stream().filter(operator -> operator.type() == ElementType.FLOAT32).toList();
  }

  private static List<Operator> named(List<Operator> operators, String name) {
    return operators.stream().filter(operator -> operator.name().equals(name)).toList();
  }

  private static long after(List<Operator> operators, String name, String key) {
    return named(operators, name).stream()
        .filter(operator -> operator.after().startsWith(key))
        .count();
  }

  private static Set<ElementType> types(List<Operator> operators, String name) {
    return named(operators, name).stream()
        .map(Operator::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final class RecordingGraph extends OnnxGraph {
    private final List<Operator> operators;
    private String key = "";

    RecordingGraph(List<Operator> operators) {
      super(
          parameter -> {
            throw new IllegalStateException("nothing is written");
          },
          false);
      this.operators = operators;
    }

    @Override
    Value parameter(Parameter parameter) {
      key = parameter.key();
      return super.parameter(parameter);
    }

    @Override
    Value add(
        String operation, ElementType type, long[] shape, List<Value> from, Attribute... more) {
      operators.add(new Operator(operation, type, key));
      return super.add(operation, type, shape, from, more);
    }
  }
}
