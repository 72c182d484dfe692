// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.sonomask.combo.network.AudioBackbone;
import org.sonomask.combo.network.AudioBackboneConfig;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.ShapeTensors;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.LibtorchTensors;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TorchDevice;

/** An audio backbone with the same weights in libtorch and in ONNX Runtime. */
final class TestEars {
  private static final String EMBEDDING = "audio_backbone.out";

  private final TorchDevice device = TorchDevice.of("cpu");
  private final AudioBackboneConfig config;
  private final AudioBackbone backbone;
  private final ParameterStore store;

  TestEars(AudioBackboneConfig config) {
    this.config = config;
    backbone = config.create();
    store = new ParameterStore(device, parameters(), parameter -> 1);
    parameters().forEach(parameter -> store.write(parameter.key(), values(parameter)));
  }

  Collection<Parameter> parameters() {
    ShapeTensors shapes = new ShapeTensors();
    backbone.embed(shapes, new long[] {-1, 1, 96, 64});
    return shapes.parameters();
  }

  /** What the weights are, drawn by their key. */
  float[] values(Parameter parameter) {
    return parameter.initial().draw(parameter, new SplittableRandom(parameter.key().hashCode()));
  }

  /** What libtorch hears in one log-mel example. */
  float[] eager(float[] logMel) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      LibtorchTensors tensors = new LibtorchTensors(device, store, false);
      return HostArrays.floats(backbone.embed(tensors, device.floats(logMel, 1, 1, 96, 64)));
    }
  }

  /**
   * What ONNX Runtime hears in it.
   *
   * @param folder where the model is written
   */
  float[] exported(float[] logMel, Path folder) throws Exception {
    ComboConfig lite = ComboConfig.lite(List.of("background", "dog")).withAudioBackbone(config);
    return ExportedClip.values(
        lite, this::values, folder, new byte[224 * 224 * 3], logMel, EMBEDDING);
  }
}
