// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.util.List;
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
  /** What of an audio backbone has weights of its own: all but the projection. */
  private static final List<String> EARS = List.of("audio_backbone.stem", "audio_backbone.blocks");

  /** What tells kinds of objects in a picture; moved, it would tell what the corpus has. */
  private static final List<String> CLASSIFIER =
      List.of("backbone._conv_head", "backbone._bn1.", "backbone._kinds");

  private Networks() {}

  /**
   * The sizes of the network that a configuration asks for: with the classes of composed scenes, or
   * an official one by the name that {@code sonomask model} knows it by.
   *
   * @throws IllegalArgumentException if there is no network of that name
   */
  static ComboConfig config(TrainingConfig config) {
    return config(config, SceneClasses.NAMES);
  }

  private static ComboConfig config(TrainingConfig config, List<String> classes) {
    ComboConfig network = named(config.network(), classes);
    network = config.siamEncoder() ? network : network.withoutSiam();
    return config.bilateralFusion() ? network : network.withoutFusion();
  }

  private static ComboConfig named(String name, List<String> classes) {
    return switch (name) {
      case "lite" -> ComboConfig.lite(classes);
      case "resnet50" -> ComboConfig.official("resnet50", BackboneKind.RESNET_50, 5, classes);
      case "pvtv2-b5" -> ComboConfig.official("pvtv2-b5", BackboneKind.PVT_V2_B5, 5, classes);
      default -> org.sonomask.combo.network.Networks.of(name);
    };
  }

  /** The network that a configuration names, with weights drawn at random. */
  static ComboModel model(TrainingConfig config) {
    return model(config, config(config).classes());
  }

  /**
   * The same for data with other classes.
   *
   * @throws IllegalArgumentException if the network cannot have them
   */
  static ComboModel model(TrainingConfig config, List<String> classes) {
    ComboConfig network = config(config, classes);
    if (!network.classes().equals(classes)) {
      throw new IllegalArgumentException(
          "The network "
              + config.network()
              + " tells "
              + network.classes().size()
              + " classes apart, but the data have "
              + classes.size()
              + ": choose another \"network\" in the configuration.");
    }
    return new ComboModel(
        TorchDevice.of(config.device()),
        network,
        AuxiliaryLosses.parameters(network),
        parameter -> rate(parameter, network, config),
        config.seed());
  }

  /** Pretrained weights are to be kept; a light prior backbone has none. */
  private static double rate(Parameter parameter, ComboConfig network, TrainingConfig config) {
    if (EARS.stream().anyMatch(parameter.key()::startsWith)) {
      return config.audioRate();
    }
    if (network.recognition() && CLASSIFIER.stream().anyMatch(parameter.key()::startsWith)) {
      return 0;
    }
    boolean scratch =
        network.priorBackbone() == BackboneKind.SEPARABLE
            && parameter.key().startsWith("pre_sam_backbone.");
    return parameter.backbone() && !scratch ? config.backboneRate() : 1;
  }
}
