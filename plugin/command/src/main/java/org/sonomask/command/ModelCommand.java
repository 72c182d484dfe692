// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.api.ModelBuilder;
import org.sonomask.api.Segmenter;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.SegmenterLoader;
import org.sonomask.combo.checkpoint.BackboneWeights;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.Safetensors;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.combo.checkpoint.TorchFile;
import org.sonomask.combo.checkpoint.Weights;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.onnx.ExportedModel;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.onnx.WeightsDigest;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask model}: turns weights into models, and says what is in either. */
@Component
public final class ModelCommand implements Subcommand {
  private static final int SHOWN_DIGITS = 12;
  private static final String WEIGHTS = ".safetensors";

  private final SegmenterLoader loader;
  private final ModelBuilder builder;

  /** Made by Declarative Services. */
  @Activate
  public ModelCommand(@Reference SegmenterLoader loader, @Reference ModelBuilder builder) {
    this.loader = loader;
    this.builder = builder;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String summary() {
    return "Import, export, build, check or inspect a model";
  }

  @Override
  public String usage() {
    return ModelOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    ModelOptions options = ModelOptions.parse(arguments);
    try {
      switch (options.action()) {
        case "import" -> importWeights(options, out);
        case "export" -> exportWeights(options, out);
        case "build" -> build(options, out, err);
        case "check" -> check(options, out);
        case "inspect" -> inspect(options, out);
        default -> throw ModelOptions.usage("'model " + options.action() + "' is unknown");
      }
      return 0;
    } catch (IOException | UncheckedIOException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }

  private static void importWeights(ModelOptions options, PrintStream out)
      throws IOException, SubcommandException {
    try (Checkpoint checkpoint = Checkpoint.open(options.file())) {
      if (options.backbone()) {
        writeInitial(options, checkpoint, initial(options, checkpoint), out);
      } else if (options.output().toString().endsWith(WEIGHTS)) {
        writeInitial(options, checkpoint, checkpoint.tensors(), out);
      } else {
        writeModel(options, model(options, checkpoint), out);
      }
    }
  }

  private void build(ModelOptions options, PrintStream out, PrintStream err)
      throws IOException, SubcommandException {
    Path model = options.file();
    if (options.hasOutput()) {
      try (Checkpoint checkpoint = Checkpoint.open(model)) {
        model = options.output();
        ExportedModel taken = model(options, checkpoint);
        writeModel(options, taken, out);
        writeVariants(options, taken, model);
      }
    } else if (builder.choice().reason().isEmpty()) {
      writeVariants(options, model, out);
    }
    new ModelBuildRun(builder, options).run(model, out, err);
  }

  /** A model that was exported here is written down for TensorRT too, beside itself. */
  private void writeVariants(ModelOptions options, Path model, PrintStream out)
      throws SubcommandException {
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      Optional<ExportedModel> exported = ExportedModel.of(checkpoint);
      if (exported.isPresent()) {
        writeVariants(options, exported.get(), model);
      }
    } catch (IOException foreign) {
      out.println("built as it is, not as TensorRT runs it fastest: " + foreign.getMessage());
    }
  }

  /** The same network for TensorRT and each size of batch. */
  private void writeVariants(ModelOptions options, ExportedModel exported, Path model)
      throws IOException, SubcommandException {
    for (int batch : options.batches()) {
      OnnxModel.stream(
              exported.config(), exported.weights(), exported.metadata(), options.form(batch))
          .write(builder.variant(model, batch));
    }
  }

  /** The network that is asked for with the weights of a file, whose digest is its version. */
  private static ExportedModel model(ModelOptions options, Checkpoint checkpoint)
      throws IOException, SubcommandException {
    ComboConfig network = options.network();
    Collection<Parameter> parameters = new Combo(network).parameters();
    Weights weights = Weights.of(checkpoint, parameters);
    String digest = WeightsDigest.of(parameters, weights).substring(0, SHOWN_DIGITS);
    double threshold = ExportedModel.threshold(checkpoint);
    return new ExportedModel(
        network, new ModelMetadata(options.name(), digest, options.licence(), threshold), weights);
  }

  private static Map<String, StoredTensor> initial(ModelOptions options, Checkpoint checkpoint)
      throws IOException, SubcommandException {
    if (!options.output().toString().endsWith(WEIGHTS)) {
      throw ModelOptions.usage("a backbone alone is no model; say -o FILE" + WEIGHTS);
    }
    return BackboneWeights.initial(checkpoint, options.network());
  }

  private static void writeInitial(
      ModelOptions options,
      Checkpoint checkpoint,
      Map<String, StoredTensor> tensors,
      PrintStream out)
      throws IOException, SubcommandException {
    Map<String, String> metadata = new LinkedHashMap<>(checkpoint.metadata());
    metadata.put("source", options.file().getFileName().toString());
    metadata.put("licence", options.licence());
    Safetensors.write(options.output(), tensors, metadata);
    out.println(options.output() + ": " + tensors.size() + " tensors");
  }

  private static void writeModel(ModelOptions options, ExportedModel taken, PrintStream out)
      throws IOException, SubcommandException {
    ModelMetadata metadata = taken.metadata();
    OnnxModel model = OnnxModel.stream(taken.config(), taken.weights(), metadata, options.half());
    model.write(options.output());
    out.printf("%s: %d bytes, weights %s%n", options.output(), model.size(), metadata.version());
  }

  private static void exportWeights(ModelOptions options, PrintStream out)
      throws IOException, SubcommandException {
    Collection<Parameter> parameters = new Combo(options.network()).parameters();
    String target = options.output().toString();
    try (Checkpoint checkpoint = Checkpoint.open(options.file())) {
      Weights weights = Weights.of(checkpoint, parameters);
      if (target.endsWith(".pth")) {
        TorchFile.write(options.output(), parameters, weights, 0);
      } else if (target.endsWith(WEIGHTS)) {
        Map<String, String> metadata = Map.of("licence", options.licence());
        Safetensors.write(options.output(), parameters, weights, metadata);
      } else {
        throw ModelOptions.usage(
            "weights are written as .pth or .safetensors, not '" + target + "'");
      }
    }
    out.println(target + ": " + parameters.size() + " tensors");
  }

  private static void check(ModelOptions options, PrintStream out)
      throws IOException, SubcommandException {
    Collection<Parameter> parameters = new Combo(options.network()).parameters();
    try (Checkpoint checkpoint = Checkpoint.open(options.file())) {
      Weights weights = Weights.of(checkpoint, parameters);
      out.printf(
          "%s fits %s: %d tensors, weights %s%n",
          options.file(),
          options.network().name(),
          parameters.size(),
          WeightsDigest.of(parameters, weights).substring(0, SHOWN_DIGITS));
    }
  }

  private void inspect(ModelOptions options, PrintStream out)
      throws IOException, SubcommandException {
    if (options.file().toString().endsWith(".onnx")) {
      inspectModel(options, out);
      return;
    }
    try (Checkpoint checkpoint = Checkpoint.open(options.file())) {
      checkpoint
          .tensors()
          .forEach((name, tensor) -> out.println(name + " " + Arrays.toString(tensor.shape())));
      out.println(checkpoint.tensors().size() + " tensors");
    }
  }

  private void inspectModel(ModelOptions options, PrintStream out) throws SubcommandException {
    try (Segmenter segmenter = loader.load(options.file())) {
      SegmenterInfo info = segmenter.info();
      out.printf(
          "model    %s%nversion  %s%nlicence  %s%n", info.model(), info.version(), info.licence());
      out.printf("frame    %dx%d%n", info.width(), info.height());
      out.printf("sound    %d examples%n", info.audioExamples());
      out.printf("classes  %s%n", String.join(", ", info.classes()));
    } catch (SegmenterException failure) {
      throw SubcommandException.failed(failure.getMessage(), failure);
    }
  }
}
