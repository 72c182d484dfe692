// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

/**
 * YAMNet as an audio backbone.
 *
 * @param features of one example, projected from the network's own
 */
public record YamnetConfig(int features) implements AudioBackboneConfig {

  /** The published network, with a projection to COMBO's 128 features. */
  public static final YamnetConfig PUBLISHED = new YamnetConfig(128);

  @Override
  public AudioBackbone create() {
    return new Yamnet(features);
  }
}
