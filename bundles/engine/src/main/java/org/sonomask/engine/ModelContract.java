// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sonomask.api.SegmenterException;
import org.sonomask.api.SegmenterInfo;

/**
 * What an ONNX file must be to be a segmenter: inputs {@code frame}, {@code prior} and {@code
 * log_mel}, outputs {@code labels} and {@code confidence} as {@link
 * org.sonomask.api.SegmenterBatch} lays them out, the batch dimension free, and metadata named
 * {@code sonomask.*}.
 */
final class ModelContract {
  static final String FRAME = "frame";
  static final String PRIOR = "prior";
  static final String LOG_MEL = "log_mel";
  static final String LABELS = "labels";
  static final String CONFIDENCE = "confidence";

  private static final String PREFIX = "sonomask.";
  private static final int MOST_PIXELS_A_SIDE = 4096;
  private static final int MOST_EXAMPLES = 64;
  private static final int MOST_CLASSES = 256;

  private final OnnxFile file;
  private final List<String> faults = new ArrayList<>();

  private ModelContract(OnnxFile file) {
    this.file = file;
  }

  /**
   * Checks a file.
   *
   * @return what its metadata says
   * @throws SegmenterException listing everything that is wrong
   */
  static SegmenterInfo check(OnnxFile file) throws SegmenterException {
    return new ModelContract(file).check();
  }

  private SegmenterInfo check() throws SegmenterException {
    String model = text("model");
    String version = text("version");
    String licence = text("licence");
    int width = (int) number("width", MOST_PIXELS_A_SIDE);
    int height = (int) number("height", MOST_PIXELS_A_SIDE);
    int examples = (int) number("audio_examples", MOST_EXAMPLES);
    long hop = number("audio_hop_ns", Long.MAX_VALUE);
    List<String> classes = classes();
    tensors(width, height, examples);
    if (!faults.isEmpty()) {
      throw new SegmenterException(
          "the model does not keep Sonomask's contract: " + String.join("; ", faults));
    }
    return new SegmenterInfo(model, version, licence, width, height, examples, hop, classes);
  }

  private void tensors(int width, int height, int examples) {
    long mels = SegmenterInfo.MEL_FRAMES;
    long bands = SegmenterInfo.MEL_BANDS;
    expect("input", file.inputs(), FRAME, OnnxFile.UINT8, height, width, 3);
    expect("input", file.inputs(), PRIOR, OnnxFile.UINT8, height, width);
    expect("input", file.inputs(), LOG_MEL, OnnxFile.FLOAT, examples, mels, bands);
    expect("output", file.outputs(), LABELS, OnnxFile.UINT8, height, width);
    expect("output", file.outputs(), CONFIDENCE, OnnxFile.UINT8, height, width);
    for (OnnxFile.Tensor input : file.inputs()) {
      if (!List.of(FRAME, PRIOR, LOG_MEL).contains(input.name())) {
        faults.add("input " + input.name() + " is not known");
      }
    }
  }

  private void expect(
      String kind, List<OnnxFile.Tensor> tensors, String name, int type, long... window) {
    List<Long> shape = new ArrayList<>();
    shape.add(OnnxFile.DYNAMIC);
    for (long dimension : window) {
      shape.add(dimension);
    }
    for (OnnxFile.Tensor tensor : tensors) {
      if (tensor.name().equals(name)) {
        if (tensor.type() != type) {
          faults.add(
              kind + " " + name + " is " + typeName(tensor.type()) + ", not " + typeName(type));
        }
        if (!matches(tensor.shape(), shape)) {
          faults.add(kind + " " + name + " is " + text(tensor.shape()) + ", not " + text(shape));
        }
        return;
      }
    }
    faults.add(kind + " " + name + " " + text(shape) + " is missing");
  }

  /** A free dimension of the file fits every size, a fixed one only its own. */
  private static boolean matches(List<Long> is, List<Long> wanted) {
    if (is.size() != wanted.size() || is.get(0) != OnnxFile.DYNAMIC) {
      return false;
    }
    for (int i = 1; i < is.size(); i++) {
      if (is.get(i) != OnnxFile.DYNAMIC && !is.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String text(String key) {
    String value = file.metadata().get(PREFIX + key);
    if (value == null || value.isBlank()) {
      faults.add("metadata " + PREFIX + key + " is missing");
      return "";
    }
    return value;
  }

  private long number(String key, long most) {
    String value = text(key);
    if (value.isEmpty()) {
      return 1;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    faults.add("metadata " + PREFIX + key + " is '" + value + "', not a number from 1 to " + most);
    return 1;
  }

  private List<String> classes() {
    String value = text("classes");
    if (value.isEmpty()) {
      return List.of();
    }
    try {
      List<String> classes = List.of(new ObjectMapper().readValue(value, String[].class));
      if (classes.size() >= 2 && classes.size() <= MOST_CLASSES) {
        return classes;
      }
    } catch (JsonProcessingException | NullPointerException e) {
      // Said below, like a wrong number of names.
    }
    faults.add(
        "metadata " + PREFIX + "classes is not a JSON array of 2 to " + MOST_CLASSES + " names");
    return List.of();
  }

  private static String text(List<Long> shape) {
    StringBuilder text = new StringBuilder("[");
    for (long dimension : shape) {
      text.append(text.length() > 1 ? "," : "");
      text.append(dimension == OnnxFile.DYNAMIC ? "N" : Long.toString(dimension));
    }
    return text.append("]").toString();
  }

  private static String typeName(int type) {
    return Map.of(OnnxFile.FLOAT, "float32", OnnxFile.UINT8, "uint8", 3, "int8", 6, "int32")
        .getOrDefault(type, "of ONNX type " + type);
  }
}
