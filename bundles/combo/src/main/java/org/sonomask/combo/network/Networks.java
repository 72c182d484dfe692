// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The networks that can be asked for by name: the official ones for the three sets, with every
 * official backbone size, and COMBO-Lite for the AVSS classes. {@code avss5} takes clips of five
 * seconds, {@code avss} of ten.
 */
public final class Networks {
  private static final int SHORT_CLIP = 5;
  private static final int LONG_CLIP = 10;
  private static final Map<String, ComboConfig> BY_NAME = new LinkedHashMap<>();

  static {
    for (BackboneKind backbone : BackboneKind.values()) {
      if (backbone != BackboneKind.EFFICIENTNET_LITE0 && backbone != BackboneKind.SEPARABLE) {
        String suffix = "-" + backbone.name().toLowerCase(Locale.ROOT).replace("_", "");
        add(ComboConfig.object("s4" + suffix, backbone));
        add(ComboConfig.object("ms3" + suffix, backbone));
        add(ComboConfig.semantic("avss5" + suffix, backbone, SHORT_CLIP));
        add(ComboConfig.semantic("avss" + suffix, backbone, LONG_CLIP));
      }
    }
    add(ComboConfig.lite(SemanticClasses.NAMES));
  }

  private Networks() {}

  private static void add(ComboConfig config) {
    BY_NAME.put(config.name(), config);
  }

  /** All names, such as {@code s4-resnet50} and {@code avss-pvtv2b5}. */
  public static Iterable<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * The network of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static ComboConfig of(String name) {
    ComboConfig config = BY_NAME.get(name);
    if (config == null) {
      throw new IllegalArgumentException(
          "there is no network '" + name + "'; there are " + String.join(", ", names()));
    }
    return config;
  }
}
