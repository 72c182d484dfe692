// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.util.regex.Pattern;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ParameterSource;

/**
 * The weights that the reference was captured with: offset + amplitude · number, both chosen by the
 * parameter's name so that activations stay moderate in a network that was never trained.
 *
 * @param classBias the class head's bias, which centres its logits
 */
public record FormulaWeights(double[] classBias) implements ParameterSource {
  private static final Pattern SHARE = Pattern.compile(".*\\.gamma_(v_list\\.\\d+|a)");
  private static final Pattern EMBEDDING =
      Pattern.compile(
          ".*(query_embed\\.weight|level_embed\\.weight|level_embed|audio_pos\\.weight)");

  /** Value = offset + amplitude · u. */
  private record Range(double offset, double amplitude) {}

  @Override
  public float[] values(Parameter parameter) {
    String key = parameter.key();
    float[] values = new float[parameter.elements()];
    if (key.endsWith("class_embed.bias")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) classBias[i];
      }
      return values;
    }
    FormulaNumbers numbers = new FormulaNumbers("param:" + key);
    Range range = range(parameter);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (range.offset() + range.amplitude() * numbers.signed(i));
    }
    return values;
  }

  private static Range range(Parameter parameter) {
    String key = parameter.key();
    if (key.endsWith("running_var")) {
      return new Range(1, 0.2);
    }
    if (key.endsWith("running_mean")) {
      return new Range(0, 0.1);
    }
    if (SHARE.matcher(key).matches()) {
      return new Range(0.5, 0.25);
    }
    if (key.endsWith("query_feat.weight")) {
      return new Range(0, 2);
    }
    if (EMBEDDING.matcher(key).matches()) {
      return new Range(0, 1);
    }
    return parameter.shape().length == 1
        ? vector(key)
        : new Range(0, gain(key) * Math.sqrt(3.0 / parameter.fanIn()));
  }

  private static Range vector(String key) {
    if (key.endsWith(".weight")) {
      return new Range(key.endsWith("conv3.norm.weight") ? 0.4 : 1, 0.1);
    }
    if (key.endsWith("sampling_offsets.bias")) {
      return new Range(0, 2);
    }
    boolean decoder = key.contains(".predictor.transformer_") && !key.endsWith("in_proj_bias");
    return new Range(0, decoder ? 0.03 : 0.1);
  }

  private static double gain(String key) {
    if (key.contains("audio_transformation.")) {
      return key.contains("embeddings.4.") ? 0.5 : Math.sqrt(2);
    }
    if (key.startsWith("audio_backbone.")) {
      return Math.sqrt(2);
    }
    if (key.contains("backbone.")) {
      return backboneGain(key);
    }
    return headGain(key);
  }

  private static double backboneGain(String key) {
    if (key.endsWith("conv1.weight") || key.endsWith("conv2.weight")) {
      return Math.sqrt(2);
    }
    return key.contains("attn.proj.") || key.contains("mlp.fc2.") ? 0.5 : 1;
  }

  private static double headGain(String key) {
    if (key.contains("mask_embed.layers.2.")) {
      return 0.5;
    }
    if (key.endsWith("in_proj_weight")) {
      return 2;
    }
    if (key.endsWith("out_proj.weight")) {
      return key.contains("self_attention") ? 0.15 : 0.3;
    }
    if (key.contains(".predictor.") && key.endsWith("linear2.weight")) {
      return 0.2;
    }
    return key.endsWith("class_embed.weight") ? 4 : 1;
  }
}
