// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.tensor.Tensors;

/** From bytes to normalised pictures, inside the graph (combo sections 3.1 and 3.2). */
public final class PictureInput {
  private static final int VALUES = 256;

  private final PictureNormalisation normalisation;

  public PictureInput(PictureNormalisation normalisation) {
    this.normalisation = normalisation;
  }

  /**
   * Normalises a picture.
   *
   * @param bytes uint8 RGB, [N, height, width, 3]
   * @return [N, 3, height, width]
   */
  public <T> T picture(Tensors<T> t, T bytes) {
    float[] factors = new float[3];
    float[] offsets = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      factors[channel] = (float) (1 / normalisation.deviation().get(channel));
      offsets[channel] = (float) (double) normalisation.mean().get(channel);
    }
    return t.precise(
        () -> {
          T x = t.transpose(t.toFloat(bytes), 0, 3, 1, 2);
          T centred = t.subtract(x, t.constant(offsets, 1, 3, 1, 1));
          return t.multiply(centred, t.constant(factors, 1, 3, 1, 1));
        });
  }

  /**
   * Colours an index map as a maskige and normalises it.
   *
   * @param indices uint8, [N, height, width]
   * @return [N, 3, height, width]
   */
  public <T> T maskige(Tensors<T> t, T indices) {
    float[] table = new float[VALUES * 3];
    for (int index = 0; index < VALUES; index++) {
      for (int channel = 0; channel < 3; channel++) {
        table[index * 3 + channel] =
            normalisation.apply(MaskigePalette.channel(index, channel), channel);
      }
    }
    T colours = t.gather(t.constant(table, VALUES, 3), 0, t.precise(() -> t.toIndex(indices)));
    return t.transpose(colours, 0, 3, 1, 2);
  }
}
