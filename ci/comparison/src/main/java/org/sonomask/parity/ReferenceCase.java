// SPDX-License-Identifier: Apache-2.0
package org.sonomask.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sonomask.combo.network.BackboneKind;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.SemanticClasses;

/**
 * One captured run: what went in and what came out. What it is of, network, clips and valid
 * seconds, is read off the shapes of what came out, so that a case of any name runs.
 */
public final class ReferenceCase {
  private static final String MASK = "attn_mask";
  private static final String BIASES = "class_bias.json";
  private static final int RESNET_50_CHANNELS = 256;
  private static final int PVT_V2_CHANNELS = 64;
  private static final int CLIP_FRAMES = 5;
  private static final int CLIP_SECONDS_SEMANTIC = 10;

  private final String name;
  private final JsonNode json;
  private final NumpyArchive arrays;
  private final double[] classBias;

  private ReferenceCase(String name, JsonNode json, NumpyArchive arrays, double[] classBias) {
    this.name = name;
    this.json = json;
    this.arrays = arrays;
    this.classBias = classBias;
  }

  /** Archives of a folder, {@code ref_NAME.npz}, by name. */
  static SortedMap<String, Path> archives(Path folder) throws IOException {
    SortedMap<String, Path> archives = new TreeMap<>();
    try (var files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().matches("ref_.+\\.npz"))
          .forEach(file -> archives.put(name(file), file));
    }
    return archives;
  }

  private static String name(Path archive) {
    return archive.getFileName().toString().replaceAll("^ref_|\\.npz$", "");
  }

  /**
   * Reads {@code ref_NAME.npz} with {@code ref_NAME.json} and {@code class_bias.json} beside it.
   *
   * @throws IOException if one is missing or cannot be understood; the message says which
   */
  public static ReferenceCase read(Path archive) throws IOException {
    JsonNode json = json(archive.resolveSibling("ref_" + name(archive) + ".json"));
    String name = json.path("case").asText(name(archive));
    JsonNode biases = json(archive.resolveSibling(BIASES));
    NumpyArchive arrays = NumpyArchive.read(archive);
    return new ReferenceCase(name, json, arrays, ClassBias.of(biases, name));
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("there is no readable " + file.getFileName() + " beside the archive");
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException broken) {
      throw new IOException(file.getFileName() + ": " + broken.getOriginalMessage(), broken);
    }
  }

  /** Of the case. */
  public String name() {
    return name;
  }

  private int size(String tensor, int axis) {
    JsonNode size = json.at("/tensors/" + tensor + "/shape/" + axis);
    if (!size.isInt()) {
      throw new IllegalArgumentException(
          "ref_" + name + ".json says no shape of " + tensor + ", so the case cannot be run");
    }
    return size.asInt();
  }

  /** Frames of all clips together. */
  public int frames() {
    return size("backbone.res2", 0);
  }

  /** Seconds of sound of all clips together: those without a frame are flagged invalid. */
  public int seconds() {
    return size("audio_backbone.out", 0);
  }

  private int classes() {
    return size("decoder.class_logits0", 2) - 1;
  }

  private boolean semantic() {
    return classes() == SemanticClasses.NAMES.size();
  }

  /** Clips of the batch: an AVSS clip has ten seconds of sound, others have five frames. */
  private int clips() {
    int clips = semantic() ? seconds() / CLIP_SECONDS_SEMANTIC : frames() / CLIP_FRAMES;
    if (clips < 1 || frames() % clips != 0 || seconds() % clips != 0) {
      throw new IllegalArgumentException(
          frames() + " frames and " + seconds() + " seconds are no clips of one length");
    }
    return clips;
  }

  /** Seconds of sound of one clip. */
  int clipSeconds() {
    return seconds() / clips();
  }

  /** Frames of one clip. */
  int clipFrames() {
    return frames() / clips();
  }

  /** Flag of each second: a clip's first ones are valid. */
  boolean[] valid() {
    boolean[] valid = new boolean[seconds()];
    for (int second = 0; second < valid.length; second++) {
      valid[second] = second % clipSeconds() < clipFrames();
    }
    return valid;
  }

  /** The network that was captured. */
  public ComboConfig config() {
    ComboConfig config =
        semantic()
            ? ComboConfig.semantic(name, backbone(), clipFrames())
            : ComboConfig.object(name, backbone());
    if (config.classes().size() != classes()) {
      throw new IllegalArgumentException(
          "a head of " + classes() + " classes is none of the official ones");
    }
    return shapes().containsKey("bfm.delta_visual") ? config : config.withoutFusion();
  }

  private BackboneKind backbone() {
    int channels = size("backbone.res2", 1);
    return switch (channels) {
      case RESNET_50_CHANNELS -> BackboneKind.RESNET_50;
      case PVT_V2_CHANNELS -> BackboneKind.PVT_V2_B5;
      default ->
          throw new IllegalArgumentException(
              "a backbone with " + channels + " channels in res2 is none of the official ones");
    };
  }

  /** The weights that it was captured with. */
  public FormulaWeights weights() {
    if (classBias.length != classes() + 1) {
      throw new IllegalArgumentException(
          BIASES + " has " + classBias.length + " values, the head has " + (classes() + 1));
    }
    return new FormulaWeights(classBias);
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
  public Map<String, long[]> shapes() {
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
  public List<String> masks() {
    return shapes().keySet().stream().filter(tensor -> tensor.startsWith(MASK)).toList();
  }

  /** All bits of a mask, 1 is blocked. */
  public byte[] mask(String mask) {
    byte[] packed = arrays.bytes(mask);
    long[] shape = shapes().get(mask);
    byte[] bits = new byte[Math.toIntExact(shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) (packed[i / Byte.SIZE] >> Byte.SIZE - 1 - i % Byte.SIZE & 1);
    }
    return bits;
  }

  /** The label of each pixel. */
  public byte[] labels() {
    return arrays.bytes("final.argmax");
  }
}
