// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/**
 * (x − mean) / deviation per channel, for values of 0 to 255.
 *
 * @param mean red, green, blue
 * @param deviation red, green, blue
 */
public record PictureNormalisation(List<Double> mean, List<Double> deviation) {

  /** ImageNet's, which the official backbones expect. */
  public static final PictureNormalisation IMAGENET =
      new PictureNormalisation(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

  /** −1 to 1, which EfficientNet-Lite expects. */
  public static final PictureNormalisation CENTRED =
      new PictureNormalisation(List.of(127.0, 127.0, 127.0), List.of(128.0, 128.0, 128.0));

  public PictureNormalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** Normalises one value. */
  public float apply(int value, int channel) {
    return (float) ((value - mean.get(channel)) / deviation.get(channel));
  }
}
