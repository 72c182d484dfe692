// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.onnx.ExportedModel;
import org.sonomask.combo.onnx.OnnxModel;
import org.sonomask.combo.onnx.Rounding;
import org.sonomask.combo.onnx.TensorRtForm;
import org.sonomask.combo.onnx.TensorRtForm.Numbers;
import org.sonomask.combo.onnx.TensorRtForm.Sampling;

/**
 * What half precision does to labels, without a GPU: models are written with numbers of single
 * precision that are rounded, and run on ONNX Runtime as they are written. Prints rows of a table.
 */
public final class RoundedLabels {
  private static final int BATCH = 8;
  private static final List<Integer> WIDTHS = List.of(12, 14, 16);
  private static final int NARROW = 8;
  private static final List<String> NONE = List.of("–", "–");
  private static final double[] DISTURBANCES = {0.01, 0.5};

  /** Keys that the parts of an official network start with. */
  private static final List<String> PARTS =
      List.of(
          "backbone.",
          "pre_sam_backbone.",
          "scale_factor_module.",
          "audio_backbone.",
          "sem_seg_head.pixel_decoder.input_proj.",
          "sem_seg_head.pixel_decoder.transformer.",
          "sem_seg_head.pixel_decoder.adapter_1.",
          "sem_seg_head.pixel_decoder.layer_1.",
          "sem_seg_head.pixel_decoder.mask_features.",
          "sem_seg_head.fusion_module.",
          "sem_seg_head.audio_transformation.",
          "sem_seg_head.predictor.transformer_cross_attention_layers.",
          "sem_seg_head.predictor.transformer_self_attention_layers.",
          "sem_seg_head.predictor.transformer_ffn_layers.",
          "sem_seg_head.predictor.mask_embed.");

  private final Path written;

  private RoundedLabels(Path written) {
    this.written = written;
  }

  /**
   * {@code ref_CASE.npz [parts]}: labels of a captured case that differ from the official ones,
   * computed freely and with the captured attention masks; with {@code parts} each part is rounded
   * alone too. {@code MODEL.onnx FILE.windows}: labels of composed clips that differ from those of
   * the model in single precision, and M_J.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: RoundedLabels ref_CASE.npz [parts] | MODEL.onnx FILE.windows");
      System.exit(2);
    }
    Path written = Files.createTempFile("rounded", ".onnx");
    RoundedLabels labels = new RoundedLabels(written);
    Path subject = Path.of(arguments[0]);
    try {
      if (subject.toString().endsWith(".npz")) {
        labels.captured(ReferenceClip.read(subject), arguments.length > 1);
      } else {
        labels.composed(subject, ComposedWindows.read(Path.of(arguments[1])));
      }
    } finally {
      Files.delete(written);
    }
    // Native libraries have threads and exit handlers of their own that may wait for ever.
    Runtime.getRuntime().halt(0);
  }

  private static TensorRtForm form(int batch, Numbers numbers) {
    return new TensorRtForm(batch, numbers, Sampling.GRID_SAMPLE, true);
  }

  private static Map<String, Rounding> roundings() {
    Map<String, Rounding> roundings = new LinkedHashMap<>();
    roundings.put("everything", Rounding.TO_HALF);
    roundings.put("only what is stored", Rounding.stored(""));
    roundings.put("only what is computed", Rounding.computed(""));
    return roundings;
  }

  private void captured(ReferenceClip clip, boolean parts) throws Exception {
    clip.written(form(clip.count(), Numbers.FULL), Rounding.TO_HALF, false).write(written);
    Map<String, byte[]> exact = run(clip);
    print("nothing", cells(clip, exact, exact), NONE);
    for (double share : DISTURBANCES) {
      Map<String, byte[]> disturbed = run(new Disturbed(clip, share));
      String name = "nothing, but " + share + " of the frames' bytes one off";
      print(name, cells(clip, exact, disturbed), NONE);
    }
    Map<String, Rounding> roundings = roundings();
    WIDTHS.forEach(bits -> roundings.put("everything, to " + bits + " bits", Rounding.to(bits)));
    for (Map.Entry<String, Rounding> rounding : roundings.entrySet()) {
      clip.written(form(clip.count(), Numbers.HALF), rounding.getValue(), false).write(written);
      print(
          rounding.getKey(),
          cells(clip, exact, run(clip)),
          masked(clip, exact, rounding.getValue()));
    }
    for (String part : parts ? PARTS : List.<String>of()) {
      print("stored of `" + part + "`", NONE, masked(clip, exact, Rounding.stored(part)));
      print("computed in `" + part + "`", NONE, masked(clip, exact, Rounding.computed(part)));
    }
  }

  private List<String> masked(ReferenceClip clip, Map<String, byte[]> exact, Rounding rounding)
      throws Exception {
    clip.written(form(clip.count(), Numbers.HALF), rounding, true).write(written);
    return cells(clip, exact, run(clip.withMasks()));
  }

  private Map<String, byte[]> run(Shown shown) throws Exception {
    try (Reference model = Reference.asWritten(written)) {
      return model.run(shown);
    }
  }

  private static List<String> cells(
      ReferenceClip clip, Map<String, byte[]> exact, Map<String, byte[]> masks) {
    double different = Agreement.different(clip.captured(), masks.get("labels"));
    return List.of(percent(different), decimal(Agreement.of(exact, masks).confidenceMeanGap()));
  }

  private void composed(Path file, ComposedWindows windows) throws Exception {
    Map<String, Rounding> roundings = roundings();
    roundings.put("everything, to " + NARROW + " bits", Rounding.to(NARROW));
    try (Checkpoint checkpoint = Checkpoint.open(file);
        Reference expected = new Reference(file)) {
      ExportedModel model = TrainedModel.in(checkpoint, file.toString());
      for (Map.Entry<String, Rounding> rounding : roundings.entrySet()) {
        TensorRtForm form = form(BATCH, Numbers.HALF);
        OnnxModel.stream(
                model.config(), model.weights(), model.metadata(), form, rounding.getValue())
            .write(written);
        try (Reference rounded = Reference.asWritten(written)) {
          JsonNode report = Labels.composed(windows, expected, rounded);
          print(
              rounding.getKey(),
              List.of(
                  percent(report.get("labels_different").doubleValue()),
                  decimal(report.get("confidence_mean_gap").doubleValue())),
              List.of(
                  decimal(100 * report.get("mj_expected").doubleValue()),
                  decimal(100 * report.get("mj").doubleValue())));
        }
      }
    }
  }

  private static void print(String name, List<String> first, List<String> more) {
    System.out.println(
        Stream.of(List.of(name), first, more)
            .flatMap(List::stream)
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
