// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/**
 * The sizes of a VGGish.
 *
 * @param widths channels of the six convolutions
 * @param embeddings features of the fully connected layers; the last is the audio feature
 * @param normalised whether a batch normalisation follows each convolution (not in the original;
 *     for training from scratch)
 * @param frozen whether it keeps its pretrained weights
 */
public record VggishConfig(
    List<Integer> widths, List<Integer> embeddings, boolean normalised, boolean frozen)
    implements AudioBackboneConfig {

  /** The VGGish that COMBO uses: pretrained on AudioSet, never trained. */
  public static final VggishConfig ORIGINAL =
      new VggishConfig(List.of(64, 128, 256, 256, 512, 512), List.of(4096, 4096, 128), false, true);

  public VggishConfig {
    widths = List.copyOf(widths);
    embeddings = List.copyOf(embeddings);
    if (widths.size() != 6 || embeddings.isEmpty()) {
      throw new IllegalArgumentException(
          "VGGish has six convolutions and at least one fully connected layer, not "
              + widths
              + " and "
              + embeddings);
    }
  }

  @Override
  public int features() {
    return embeddings.get(embeddings.size() - 1);
  }

  @Override
  public AudioBackbone create() {
    return new Vggish(this);
  }
}
