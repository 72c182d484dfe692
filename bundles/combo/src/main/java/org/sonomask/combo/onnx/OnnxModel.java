// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonomask.combo.network.ClassActivation;
import org.sonomask.combo.network.Combo;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Decision;
import org.sonomask.combo.network.Inference;
import org.sonomask.combo.network.PictureInput;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.tensor.ParameterSource;

/** A COMBO network as an ONNX model, opset 17, ready to be written. */
public final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int MEL_FRAMES = 96;
  private static final int MEL_BANDS = 64;

  private final Message model;

  private OnnxModel(Message model) {
    this.model = model;
  }

  /**
   * The live model: {@code frame} uint8 [N, height, width, 3], {@code prior} uint8 [N, height,
   * width] and {@code log_mel} [N, T, 96, 64] in, {@code labels} and {@code confidence} uint8 [N,
   * height, width] out; N is free.
   *
   * @param half whether large parameters are stored in half precision
   */
  public static OnnxModel stream(
      ComboConfig config, ParameterSource source, ModelMetadata metadata, boolean half) {
    OnnxGraph graph = new OnnxGraph(source, half);
    OnnxTensors t = new OnnxTensors(graph, Set.of(), Set.of());
    masks(
        graph, t, scores(t, config, live(config, t, -1)), config.decision(), metadata.threshold());
    return stream(graph, config, source, metadata.properties(config));
  }

  /**
   * The live model as TensorRT runs it fastest; other runtimes may not take it. It computes what
   * {@link #stream(ComboConfig, ParameterSource, ModelMetadata, boolean)} computes.
   */
  public static OnnxModel stream(
      ComboConfig config, ParameterSource source, ModelMetadata metadata, TensorRtForm form) {
    return stream(new OnnxGraph(source, false), config, source, metadata, form);
  }

  /**
   * What a form for TensorRT computes, for runtimes that have no half precision.
   *
   * @param form that samples by {@link TensorRtForm.Sampling#GRID_SAMPLE}
   */
  public static OnnxModel stream(
      ComboConfig config,
      ParameterSource source,
      ModelMetadata metadata,
      TensorRtForm form,
      Rounding rounding) {
    return stream(new RoundedGraph(source, rounding), config, source, metadata, form);
  }

  private static OnnxModel stream(
      OnnxGraph graph,
      ComboConfig config,
      ParameterSource source,
      ModelMetadata metadata,
      TensorRtForm form) {
    OnnxTensors t = new TensorRtTensors(graph, form);
    shortestMasks(graph, t, config, live(config, t, form.batch()), metadata.threshold());
    Map<String, String> properties = metadata.properties(config);
    properties.put("sonomask.typed", Boolean.toString(form.numbers().half()));
    return stream(graph, config, source, properties);
  }

  /** Makes labels and confidence outputs; of two classes it needs the lead of one alone. */
  private static void shortestMasks(
      OnnxGraph graph,
      OnnxTensors t,
      ComboConfig config,
      List<Prediction<Value>> predictions,
      double threshold) {
    if (config.decision() == Decision.BEST_SCORE && config.classes().size() == 2) {
      Prediction<Value> last = predictions.get(predictions.size() - 1);
      Value lead = Inference.lead(t, last, config.height(), config.width());
      graph.output("labels", Inference.labelsOfTwo(t, lead));
      graph.output("confidence", Inference.confidenceOfTwo(t, lead));
    } else {
      masks(graph, t, scores(t, config, predictions), config.decision(), threshold);
    }
  }

  private static List<Prediction<Value>> live(ComboConfig config, OnnxTensors t, int batch) {
    Value frame = frame(t.graph, config, batch);
    Value prior = t.graph.input("prior", ElementType.UINT8, batch, config.height(), config.width());
    Value logMel =
        t.graph.input(
            "log_mel", ElementType.FLOAT32, batch, config.frames(), MEL_FRAMES, MEL_BANDS);
    PictureInput input = new PictureInput(config.normalisation());
    return new Combo(config).stream(t, input.picture(t, frame), input.maskige(t, prior), logMel);
  }

  private static OnnxModel stream(
      OnnxGraph graph, ComboConfig config, ParameterSource source, Map<String, String> properties) {
    properties.put("sonomask.weights", WeightsDigest.of(new Combo(config).parameters(), source));
    return new OnnxModel(model(graph, properties.get("sonomask.model"), properties));
  }

  /**
   * The official form, for comparisons: {@code frame} and {@code maskige} uint8 RGB [F, height,
   * width, 3] and {@code log_mel} [F, 1, 96, 64] of whole clips in, {@code labels} and {@code
   * confidence} out.
   *
   * @param frames of one clip, or of all clips of a batch for the official mixing across them
   * @param valid which seconds of the sound have a frame, for one batch of this size; null if each
   *     has one, for any number of clips
   * @param shown named tensors that become outputs
   * @param forced named attention masks that become inputs {@code forced_NAME}, uint8
   */
  public static OnnxModel clip(
      ComboConfig config,
      ParameterSource source,
      int frames,
      boolean[] valid,
      Set<String> shown,
      Set<String> forced) {
    OnnxGraph graph = new OnnxGraph(source, false);
    OnnxTensors t = new OnnxTensors(graph, shown, forced);
    long rows = valid == null ? -frames : frames;
    List<Prediction<Value>> predictions = clips(config, t, rows, frames, valid);
    Value scores = scores(t, config, predictions);
    masks(graph, t, scores, config.decision(), ModelMetadata.OFFICIAL_THRESHOLD);
    return new OnnxModel(model(graph, config.name(), Map.of()));
  }

  /**
   * The official form as TensorRT runs it fastest: what {@link #clip(ComboConfig, ParameterSource,
   * int, boolean[], Set, Set)} computes of one clip, each of whose frames has its second of sound.
   *
   * @param form whose batch is the clip's frames
   */
  public static OnnxModel clip(ComboConfig config, ParameterSource source, TensorRtForm form) {
    return clip(new OnnxGraph(source, false), config, form, Set.of());
  }

  /**
   * What a form for TensorRT computes of one clip, for runtimes that have no half precision.
   *
   * @param form that samples by {@link TensorRtForm.Sampling#GRID_SAMPLE}
   * @param forced named attention masks that become inputs {@code forced_NAME}, uint8
   */
  public static OnnxModel clip(
      ComboConfig config,
      ParameterSource source,
      TensorRtForm form,
      Rounding rounding,
      Set<String> forced) {
    return clip(new RoundedGraph(source, rounding), config, form, forced);
  }

  private static OnnxModel clip(
      OnnxGraph graph, ComboConfig config, TensorRtForm form, Set<String> forced) {
    OnnxTensors t = new TensorRtTensors(graph, form, forced);
    List<Prediction<Value>> predictions = clips(config, t, form.batch(), form.batch(), null);
    shortestMasks(graph, t, config, predictions, ModelMetadata.OFFICIAL_THRESHOLD);
    return new OnnxModel(model(graph, config.name(), Map.of()));
  }

  /**
   * Predicts all frames of clips from inputs named as those of the official form.
   *
   * @param rows frames of all clips, negative for any number of clips of that many frames
   */
  private static List<Prediction<Value>> clips(
      ComboConfig config, OnnxTensors t, long rows, int frames, boolean[] valid) {
    PictureInput input = new PictureInput(config.normalisation());
    Value picture = input.picture(t, frame(t.graph, config, rows));
    Value painted =
        t.graph.input("maskige", ElementType.UINT8, rows, config.height(), config.width(), 3);
    Value maskige = input.picture(t, painted);
    long seconds = valid == null ? rows : valid.length;
    Value logMel = t.graph.input("log_mel", ElementType.FLOAT32, seconds, 1, MEL_FRAMES, MEL_BANDS);
    Combo network = new Combo(config);
    return valid == null
        ? network.clip(t, picture, maskige, logMel, frames)
        : network.clip(t, picture, maskige, logMel, valid, frames);
  }

  /**
   * Class activation maps as a live model for comparisons, which neither looks at priors nor hears
   * anything.
   *
   * @param classes names by label: background, then the kinds
   */
  public static OnnxModel activation(
      ClassActivation network,
      List<String> classes,
      ParameterSource source,
      ModelMetadata metadata) {
    ComboConfig sizes = ComboConfig.lite(classes);
    OnnxGraph graph = new OnnxGraph(source, true);
    OnnxTensors t = new OnnxTensors(graph, Set.of(), Set.of());
    Value frame = frame(graph, sizes, -1);
    prior(graph, sizes, 1);
    graph.input("log_mel", ElementType.FLOAT32, -1, sizes.frames(), MEL_FRAMES, MEL_BANDS);
    ClassActivation.Found<Value> found = network.find(t, frame, sizes.height(), sizes.width());
    Value inside = t.less(t.constant(new float[] {0.5f}, 1), found.inside());
    Value label = t.multiply(found.kind(), t.toFloat(inside));
    graph.output("labels", t.toByte(t.reshape(label, -1, sizes.height(), sizes.width())));
    graph.output("confidence", Inference.certainty(t, found.inside(), found.inside()));
    return new OnnxModel(model(graph, metadata.model(), metadata.properties(sizes)));
  }

  /** Writes the model; a file that exists is replaced only when all is written. */
  public void write(Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
      model.writeTo(out);
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Bytes that {@link #write} writes. */
  public long size() {
    return model.size();
  }

  private static Value frame(OnnxGraph graph, ComboConfig config, long rows) {
    return graph.input("frame", ElementType.UINT8, rows, config.height(), config.width(), 3);
  }

  private static Value prior(OnnxGraph graph, ComboConfig config, int frames) {
    return graph.input("prior", ElementType.UINT8, -frames, config.height(), config.width());
  }

  private static Value scores(
      OnnxTensors t, ComboConfig config, List<Prediction<Value>> predictions) {
    Prediction<Value> last = predictions.get(predictions.size() - 1);
    return Inference.scores(t, last, config.height(), config.width());
  }

  /** Makes labels and confidence outputs. */
  static void masks(
      OnnxGraph graph, OnnxTensors t, Value scores, Decision decision, double threshold) {
    if (decision == Decision.BEST_SCORE) {
      graph.output("labels", Inference.labels(t, scores));
      graph.output("confidence", Inference.confidence(t, scores));
    } else {
      Value sounding = Inference.sounding(t, scores, decision, threshold);
      graph.output("labels", Inference.labels(t, scores, sounding));
      graph.output("confidence", Inference.certainty(t, scores, sounding));
    }
  }

  /** A whole model around a graph. */
  static Message model(OnnxGraph graph, String name, Map<String, String> properties) {
    Message model =
        new Message()
            .number(1, IR_VERSION)
            .message(8, new Message().text(1, "").number(2, OPSET))
            .text(2, "sonomask")
            .message(7, graph.message(name));
    properties.forEach(
        (key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
    return model;
  }
}
