// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/**
 * The sizes of a sound-effect network.
 *
 * @param widths channels of the four blocks
 * @param features of one example
 */
public record SoundEffectConfig(List<Integer> widths, int features) implements AudioBackboneConfig {

  /** The published network, with a projection to COMBO's 128 features. */
  public static final SoundEffectConfig PUBLISHED =
      new SoundEffectConfig(List.of(64, 128, 256, 512), 128);

  public SoundEffectConfig {
    widths = List.copyOf(widths);
    if (widths.size() != 4) {
      throw new IllegalArgumentException(
          "a sound-effect network has four blocks, not " + widths.size());
    }
  }

  @Override
  public AudioBackbone create() {
    return new SoundEffectCnn(this);
  }
}
