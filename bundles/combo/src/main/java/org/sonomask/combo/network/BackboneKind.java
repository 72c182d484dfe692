// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.List;

/** The backbones that can be chosen. */
public enum BackboneKind {
  /** The paper's smaller backbone; 23 M parameters. */
  RESNET_50,
  /** Two 3×3 convolutions a block; 21 M parameters. */
  RESNET_34,
  PVT_V2_B0,
  PVT_V2_B1,
  PVT_V2_B2,
  PVT_V2_B3,
  PVT_V2_B4,
  /** The paper's larger backbone; 81 M parameters. */
  PVT_V2_B5,
  /** Inverted residuals with ReLU6, for CPUs; 3 M parameters. */
  EFFICIENTNET_LITE0,
  /** A few depth-wise separable convolutions with Lite0's levels: enough for a flat maskige. */
  SEPARABLE;

  /**
   * Makes the backbone.
   *
   * @param key of its module, which all its parameters start with
   */
  public Backbone create(String key) {
    return switch (this) {
      case RESNET_50 -> ResNet.resNet50(key);
      case RESNET_34 -> ResNet.resNet34(key);
      case PVT_V2_B0 -> new PvtV2(key, List.of(32, 64, 160, 256), List.of(2, 2, 2, 2), 8);
      case PVT_V2_B1 -> new PvtV2(key, List.of(64, 128, 320, 512), List.of(2, 2, 2, 2), 8);
      case PVT_V2_B2 -> new PvtV2(key, List.of(64, 128, 320, 512), List.of(3, 4, 6, 3), 8);
      case PVT_V2_B3 -> new PvtV2(key, List.of(64, 128, 320, 512), List.of(3, 4, 18, 3), 8);
      case PVT_V2_B4 -> new PvtV2(key, List.of(64, 128, 320, 512), List.of(3, 8, 27, 3), 8);
      case PVT_V2_B5 -> new PvtV2(key, List.of(64, 128, 320, 512), List.of(3, 6, 40, 3), 4);
      case EFFICIENTNET_LITE0 -> new EfficientNetLite0(key);
      case SEPARABLE -> new SeparableBackbone(key, List.of(24, 40, 112, 384));
    };
  }
}
