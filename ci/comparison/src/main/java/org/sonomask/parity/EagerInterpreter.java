// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Inference;
import org.sonomask.combo.network.PictureInput;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.LibtorchTensors;
import org.sonomask.training.libtorch.ParameterStore;
import org.sonomask.training.libtorch.TensorProbe;
import org.sonomask.training.libtorch.TorchDevice;

/** The network run at once by libtorch, on the CPU. */
final class EagerInterpreter implements Interpreter {

  @Override
  public String name() {
    return "eager";
  }

  @Override
  public Map<String, float[]> run(ReferenceCase reference, boolean forced) {
    TorchDevice device = TorchDevice.of("cpu");
    Map<String, float[]> computed = new HashMap<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      ComboConfig config = reference.config();
      Combo network = new Combo(config);
      ParameterStore store = new ParameterStore(device, network.parameters(), parameter -> 1);
      for (Parameter parameter : network.parameters()) {
        store.write(parameter.key(), reference.weights().values(parameter));
      }
      TensorProbe probe = probe(reference, device, forced, computed);
      LibtorchTensors t = new LibtorchTensors(device, store, probe, false);
      List<Prediction<Tensor>> predictions = predict(reference, device, t, network);
      Prediction<Tensor> last = predictions.get(predictions.size() - 1);
      Inference.labels(t, Inference.scores(t, last, config.height(), config.width()));
    }
    return computed;
  }

  private static TensorProbe probe(
      ReferenceCase reference, TorchDevice device, boolean forced, Map<String, float[]> computed) {
    Map<String, long[]> shapes = reference.shapes();
    return (name, tensor) -> {
      if (shapes.containsKey(name)) {
        computed.put(name, HostArrays.floats(tensor));
      }
      return forced && reference.masks().contains(name)
          ? device.bytes(reference.mask(name), tensor.shape()).to(ScalarType.Bool)
          : tensor;
    };
  }

  private static List<Prediction<Tensor>> predict(
      ReferenceCase reference, TorchDevice device, LibtorchTensors t, Combo network) {
    CaseInput input = CaseInput.of(reference);
    int frames = reference.frames();
    PictureInput pictures = new PictureInput(network.config().normalisation());
    long[] shape = {frames, network.config().height(), network.config().width(), 3};
    Tensor picture = pictures.picture(t, device.bytes(input.frames(), shape));
    Tensor maskige = pictures.picture(t, device.bytes(input.maskiges(), shape));
    Tensor logMel = device.floats(input.logMels(), reference.seconds(), 1, 96, 64);
    return network.clip(t, picture, maskige, logMel, reference.valid(), frames);
  }
}
