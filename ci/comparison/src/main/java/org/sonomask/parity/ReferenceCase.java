// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.network.ComboConfig;

/** One captured run: what went in and what came out. */
final class ReferenceCase {
  private static final String MASK = "attn_mask";
  private static final Pattern BATCH = Pattern.compile("_b(\\d+)$");

  /** The official test configuration that leaves the fusion out by mistake. */
  private static final String WITHOUT_FUSION = "_testcfg";

  private static final int CLIP_FRAMES = 5;
  private static final int LONG_CLIP_FRAMES = 10;

  private final String name;
  private final JsonNode json;
  private final NumpyArchive arrays;
  private final JsonNode biases;

  private ReferenceCase(String name, JsonNode json, NumpyArchive arrays, JsonNode biases) {
    this.name = name;
    this.json = json;
    this.arrays = arrays;
    this.biases = biases;
  }

  /**
   * Reads {@code ref_NAME.npz} with {@code ref_NAME.json} and {@code class_bias.json} beside it.
   */
  static ReferenceCase read(Path archive) throws IOException {
    String name = archive.getFileName().toString().replaceAll("^ref_|\\.npz$", "");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(archive.resolveSibling("ref_" + name + ".json").toFile());
    JsonNode biases = mapper.readTree(archive.resolveSibling("class_bias.json").toFile());
    return new ReferenceCase(name, json, NumpyArchive.read(archive), biases);
  }

  /** All cases in a folder, by name. */
  static List<ReferenceCase> readAll(Path folder) throws IOException {
    List<Path> archives = new ArrayList<>();
    try (var files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().matches("ref_.*\\.npz"))
          .forEach(archives::add);
    }
    List<ReferenceCase> cases = new ArrayList<>();
    for (Path archive : archives.stream().sorted().toList()) {
      cases.add(read(archive));
    }
    return cases;
  }

  /** A variant of a case has its bias, unless it has one of its own; MS3 has S4's network. */
  private double[] classBias() {
    for (String key : List.of(name, name.replaceAll("_[^_]+$", ""))) {
      for (String candidate : List.of(key, key.replaceFirst("^ms3", "s4"))) {
        if (biases.has(candidate)) {
          List<Double> values = new ArrayList<>();
          biases.get(candidate).forEach(value -> values.add(value.asDouble()));
          return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
      }
    }
    throw new IllegalArgumentException("class_bias.json has nothing for the case " + name);
  }

  String name() {
    return name;
  }

  /** Frames of all clips together. */
  int frames() {
    return json.at("/tensors/backbone.res2/shape/0").asInt();
  }

  /** Seconds of sound of all clips together: those without a frame are flagged invalid. */
  int seconds() {
    return json.at("/tensors/audio_backbone.out/shape/0").asInt(frames());
  }

  /** Seconds of sound of one clip. */
  int clipSeconds() {
    return seconds() * clipFrames() / frames();
  }

  /** Flag of each second: a clip's first ones are valid. */
  boolean[] valid() {
    boolean[] valid = new boolean[seconds()];
    for (int second = 0; second < valid.length; second++) {
      valid[second] = second % clipSeconds() < clipFrames();
    }
    return valid;
  }

  /** Frames of one clip. */
  int clipFrames() {
    Matcher batch = BATCH.matcher(name);
    return batch.find() ? frames() / Integer.parseInt(batch.group(1)) : frames();
  }

  ComboConfig config() {
    BackboneKind backbone = name.contains("_pvt") ? BackboneKind.PVT_V2_B5 : BackboneKind.RESNET_50;
    if (!name.startsWith("avss")) {
      return ComboConfig.object(name, backbone);
    }
    int frames = clipFrames() > CLIP_FRAMES ? LONG_CLIP_FRAMES : CLIP_FRAMES;
    ComboConfig config = ComboConfig.semantic(name, backbone, frames);
    return name.endsWith(WITHOUT_FUSION) ? config.withoutFusion() : config;
  }

  FormulaWeights weights() {
    return new FormulaWeights(classBias());
  }

  /** Every captured loss term by its official name, unweighted. */
  Map<String, Double> losses() {
    Map<String, Double> losses = new LinkedHashMap<>();
    json.at("/losses/unweighted")
        .properties()
        .forEach(loss -> losses.put(loss.getKey(), loss.getValue().asDouble()));
    return losses;
  }

  /**
   * Frames that the losses have labels for: all, or the first of each clip. Each prediction draws
   * once per labelled frame and twice more.
   */
  int[] labelled() {
    int draws = json.at("/losses/rand_call_count").asInt() / predictions();
    int count = draws - 2;
    return IntStream.range(0, count).map(i -> i * (frames() / count)).toArray();
  }

  /** Predictions of the decoder. */
  int predictions() {
    return masks().size();
  }

  /** Shapes of all captured tensors. */
  Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    json.get("tensors")
        .properties()
        .forEach(
            tensor -> {
              List<Long> sizes = new ArrayList<>();
              tensor.getValue().get("shape").forEach(size -> sizes.add(size.asLong()));
              shapes.put(tensor.getKey(), sizes.stream().mapToLong(Long::longValue).toArray());
            });
    return shapes;
  }

  /** Every how many elements were kept. */
  int stride(String tensor) {
    return json.at("/tensors/" + tensor + "/stride").asInt(1);
  }

  /** The kept elements. */
  float[] kept(String tensor) {
    return arrays.floats(tensor);
  }

  /** Names of the attention masks. */
  List<String> masks() {
    return shapes().keySet().stream().filter(tensor -> tensor.startsWith(MASK)).toList();
  }

  /** All bits of a mask, 1 is blocked. */
  byte[] mask(String mask) {
    byte[] packed = arrays.bytes(mask);
    long[] shape = shapes().get(mask);
    byte[] bits = new byte[Math.toIntExact(shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) (packed[i / Byte.SIZE] >> Byte.SIZE - 1 - i % Byte.SIZE & 1);
    }
    return bits;
  }

  /** The label of each pixel. */
  byte[] labels() {
    return arrays.bytes("final.argmax");
  }
}
