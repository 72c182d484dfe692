// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.tensor;

import java.util.SplittableRandom;

/**
 * Draws each parameter from its own start, the same every time; queries get classes of their own,
 * so that masks are not flat.
 */
public record RandomSource(long seed) implements ParameterSource {
  private static final float DECIDED = 30;

  @Override
  public float[] values(Parameter parameter) {
    SplittableRandom random = new SplittableRandom(seed ^ parameter.key().hashCode());
    float[] values = parameter.initial().draw(parameter, random);
    if (parameter.key().matches(".*(class_embed|mask_embed.layers.2).weight")) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= DECIDED;
      }
    }
    return values;
  }
}
