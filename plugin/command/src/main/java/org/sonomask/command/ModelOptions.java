// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Networks;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;
import org.sonomask.launcher.SubcommandException;

/** The arguments of {@code model}. */
final class ModelOptions {
  private static final String SUBCOMMAND = "model";

  static final String USAGE =
      """
      import WEIGHTS --network NAME -o OUT.onnx [OPTION...]
      model import WEIGHTS --backbone --network NAME -o INITIAL.safetensors
      model import MODEL.onnx -o INITIAL.safetensors
      model export WEIGHTS --network NAME -o OUT.pth|OUT.safetensors
      model build MODEL.onnx [--batches N,...] [OPTION...]
      model build WEIGHTS --network NAME -o OUT.onnx [--batches N,...] [OPTION...]
      model check WEIGHTS --network NAME
      model inspect FILE

        WEIGHTS            .pth or .pt of the official code, .safetensors, or a model made here
        INITIAL            what a training goes on from ('ci/train Train --initial')
        --backbone         WEIGHTS are of a backbone alone: ResNet as torchvision or detectron2
                           name it, PVTv2 or EfficientNet-Lite0 trained on ImageNet; or VGGish
        --network NAME     s4-, ms3-, avss5- or avss- with resnet50, resnet34 or pvtv2b0 to pvtv2b5,
                           such as s4-resnet50; or combo-lite
        -o FILE            what to write
        --name NAME        how masks name the model; default: the network's name
        --licence SPDX     licence of the weights; default: NOASSERTION
        --half             store large weights in half precision

      'build' makes a model ready for this machine's GPU, compares its masks with the processor's and
      measures it; from then on it runs there. Of weights, and of models made here, it also writes
      NAME.tensorrt-N.onnx beside NAME.onnx, the network as TensorRT runs it fastest.

        --batches N,...    sizes of batches to build it for; default: 1,8,32
        --precision P      fp16, mixed, tf32 or fp32; default: fp16, more if masks would change
        --single REGEX     layers with such names compute in single precision
        --level L          how long the builder searches for speed, 0 to 5; default: 3
        --fused            PVTv2-B5 with four operators a block, for GPUs of compute capability 9.0
                           (H100, H200): 1.4 times as fast in batches of 32""";

  private final String action;
  private Path file;
  private Path output;
  private String network;
  private String name;
  private String licence = "NOASSERTION";
  private final Map<String, String> engine = new TreeMap<>();
  private boolean half;
  private boolean backbone;
  private boolean fused;

  private ModelOptions(String action) {
    this.action = action;
  }

  static ModelOptions parse(List<String> arguments) throws SubcommandException {
    if (arguments.isEmpty()) {
      throw usage("say what to do: import, export, build, check or inspect");
    }
    ModelOptions options = new ModelOptions(arguments.get(0));
    List<String> behind = arguments.subList(1, arguments.size());
    for (Arguments rest = new Arguments(SUBCOMMAND, behind); rest.hasNext(); ) {
      options.take(rest.next(), rest);
    }
    if (options.file == null) {
      throw usage("say which file to " + options.action);
    }
    return options;
  }

  private void take(String argument, Arguments rest) throws SubcommandException {
    switch (argument) {
      case "-o", "--output" -> output = Path.of(rest.value(argument));
      case "--network" -> network = rest.value(argument);
      case "--name" -> name = rest.value(argument);
      case "--licence" -> licence = rest.value(argument);
      case "--batches", "--precision", "--level" ->
          engine.put(argument.substring(2), rest.value(argument));
      case "--single" -> engine.put("singlePrecision", rest.value(argument));
      case "--half" -> half = true;
      case "--backbone" -> backbone = true;
      case "--fused" -> fused = true;
      default -> {
        if (argument.startsWith("-") || file != null) {
          throw usage("'" + argument + "' is not understood");
        }
        file = Path.of(argument);
      }
    }
  }

  String action() {
    return action;
  }

  Path file() {
    return file;
  }

  Path output() throws SubcommandException {
    if (output == null) {
      throw usage("say what to write with -o FILE");
    }
    return output;
  }

  boolean hasOutput() {
    return output != null;
  }

  /** Sizes of batches to build for. */
  List<Integer> batches() throws SubcommandException {
    try {
      return Arrays.stream(engine.getOrDefault("batches", "1,8,32").split(","))
          .map(size -> Integer.valueOf(size.strip()))
          .toList();
    } catch (NumberFormatException notANumber) {
      throw usage("batches are numbers with commas between, not '" + engine.get("batches") + "'");
    }
  }

  /** How a batch of so many is written down for TensorRT. */
  TensorRtForm form(int batch) {
    Sampling sampling = fused ? Sampling.FUSED : Sampling.KERNELS;
    return new TensorRtForm(batch, Numbers.HALF, sampling, false);
  }

  /** Options of the GPU's engine. */
  Map<String, String> engine() {
    return engine;
  }

  ComboConfig network() throws SubcommandException {
    if (network == null) {
      throw usage("say which network the weights are of with --network NAME");
    }
    try {
      return Networks.of(network);
    } catch (IllegalArgumentException unknown) {
      throw usage(unknown.getMessage());
    }
  }

  String name() throws SubcommandException {
    return name == null ? network().name() : name;
  }

  String licence() {
    return licence;
  }

  boolean half() {
    return half;
  }

  boolean backbone() {
    return backbone;
  }

  static SubcommandException usage(String problem) {
    return Arguments.usage(SUBCOMMAND, problem);
  }
}
