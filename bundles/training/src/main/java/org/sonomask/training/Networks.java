// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.scenes.SceneClasses;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.TorchDevice;
import org.sonomask.training.loop.TrainingConfig;
import org.sonomask.training.loss.AuxiliaryLosses;

/** The networks that a training configuration can name. */
final class Networks {
  private Networks() {}

  /**
   * The sizes of the network that a configuration asks for: with the classes of composed scenes, or
   * an official one by the name that {@code sonomask model} knows it by.
   *
   * @throws IllegalArgumentException if there is no network of that name
   */
  static ComboConfig config(TrainingConfig config) {
    ComboConfig network = named(config.network());
    network = config.siamEncoder() ? network : network.withoutSiam();
    return config.bilateralFusion() ? network : network.withoutFusion();
  }

  private static ComboConfig named(String name) {
    return switch (name) {
      case "lite" -> ComboConfig.lite(SceneClasses.NAMES);
      case "resnet50" ->
          ComboConfig.official("resnet50", BackboneKind.RESNET_50, 5, SceneClasses.NAMES);
      case "pvtv2-b5" ->
          ComboConfig.official("pvtv2-b5", BackboneKind.PVT_V2_B5, 5, SceneClasses.NAMES);
      default -> org.sonomask.combo.network.Networks.of(name);
    };
  }

  /** The network that a configuration names, with weights drawn at random. */
  static ComboModel model(TrainingConfig config) {
    ComboConfig network = config(config);
    return new ComboModel(
        TorchDevice.of(config.device()),
        network,
        AuxiliaryLosses.parameters(network),
        parameter -> rate(parameter, network, config),
        config.seed());
  }

  /** Pretrained weights are to be kept; a light prior backbone has none. */
  private static double rate(Parameter parameter, ComboConfig network, TrainingConfig config) {
    if (parameter.key().startsWith("audio_backbone.conv_block")) {
      return config.audioRate();
    }
    boolean scratch =
        network.priorBackbone() == BackboneKind.SEPARABLE
            && parameter.key().startsWith("pre_sam_backbone.");
    return parameter.backbone() && !scratch ? config.backboneRate() : 1;
  }
}
