// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.MultiHeadAttention;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.DeformableSampling.Level;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * The masked-attention decoder (combo section 4.8): queries look at the pixels that their last mask
 * prediction holds, at one scale per layer in turn, then at each other.
 */
final class MaskedAttentionDecoder {
  private static final String KEY = "sem_seg_head.predictor.";

  private final ComboConfig config;

  MaskedAttentionDecoder(ComboConfig config) {
    this.config = config;
  }

  /** The learned queries, [queries, hidden], to which the sound is added. */
  <T> T learnedQueries(Tensors<T> t) {
    return embedding(t, "query_feat", config.queries());
  }

  /**
   * Decodes.
   *
   * @param queries [N, queries, hidden]
   * @param maskFeatures E', tokens of the map at stride 4, [N, height · width, hidden]
   * @param level its height and width
   * @param scales S₀ to S₂, [N, hidden, height, width]
   * @param recognised adds what the backbones recognise to a prediction
   * @return the prediction from the first queries, then one after each layer
   */
  <T> List<Prediction<T>> decode(
      Tensors<T> t,
      T queries,
      T maskFeatures,
      Level level,
      List<T> scales,
      UnaryOperator<Prediction<T>> recognised) {
    Memory<T> memory = new Memory<>(t, scales);
    T places = embedding(t, "query_embed", config.queries());
    T x = t.named("decoder.query0", queries);
    List<Prediction<T>> predictions = new ArrayList<>();
    Masks<T> masks =
        new Masks<>(
            maskFeatures,
            level,
            scales.stream().map(scale -> level(t, scale)).toList(),
            recognised);
    T bias = predict(t, x, masks, predictions);
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      x = lookAtPixels(t, x, places, memory, layer % scales.size(), bias, layer);
      x = lookAtEachOther(t, x, places, layer);
      x = t.named("decoder.query" + (layer + 1), feedForward(t, x, layer));
      bias = predict(t, x, masks, predictions);
    }
    return predictions;
  }

  /** Keys and values of all scales. */
  private final class Memory<T> {
    private final List<T> keys = new ArrayList<>();
    private final List<T> values = new ArrayList<>();

    Memory(Tensors<T> t, List<T> scales) {
      T levels = embedding(t, "level_embed", scales.size());
      for (int scale = 0; scale < scales.size(); scale++) {
        long[] shape = t.shape(scales.get(scale));
        T level = t.slice(levels, 0, scale, scale + 1L);
        T value = t.add(Tokens.of(t, scales.get(scale)), level);
        T table = SinePosition.of(t, (int) shape[2], (int) shape[3], config.hidden());
        values.add(value);
        keys.add(t.add(value, table));
      }
    }
  }

  /**
   * The mask features and the sizes of the scales.
   *
   * @param features [N, height · width, hidden]
   * @param level height and width
   */
  private record Masks<T>(
      T features, Level level, List<Level> scales, UnaryOperator<Prediction<T>> recognised) {

    Level scale(int number) {
      return scales.get(number % scales.size());
    }
  }

  /**
   * Adds a prediction.
   *
   * @return what to add to the scores of the next layer's queries, [N, queries, tokens of its
   *     scale], so that they do not see what their masks leave out
   */
  private <T> T predict(Tensors<T> t, T x, Masks<T> masks, List<Prediction<T>> predictions) {
    int number = predictions.size();
    LinearMap classEmbedding =
        new LinearMap(KEY + "class_embed", config.hidden(), config.classes().size() + 1);
    T decoded =
        t.precise(() -> new Normalisation(KEY + "decoder_norm", config.hidden()).layer(t, x));
    T told = t.named("decoder.class_features", decoded);
    T classes = t.precise(() -> classEmbedding.apply(t, told));
    T embedding = maskEmbedding(t, decoded);
    Level level = masks.level();
    T product = t.matmul(embedding, t.transpose(masks.features(), 0, 2, 1));
    T logits =
        t.named(
            "decoder.mask_logits" + number,
            t.reshape(
                product, t.shape(product)[0], config.queries(), level.height(), level.width()));
    Prediction<T> prediction = masks.recognised().apply(new Prediction<>(classes, logits));
    t.named("decoder.class_logits" + number, prediction.classLogits());
    predictions.add(prediction);
    Level scale = masks.scale(number);
    T reduced = t.reducedLogits(logits, embedding, masks.features(), scale.height(), scale.width());
    return bias(t, reduced, number);
  }

  private static <T> Level level(Tensors<T> t, T map) {
    long[] shape = t.shape(map);
    return new Level((int) shape[2], (int) shape[3]);
  }

  private <T> T maskEmbedding(Tensors<T> t, T decoded) {
    T mask = decoded;
    for (int layer = 0; layer < 3; layer++) {
      String key = KEY + "mask_embed.layers." + layer;
      mask = new LinearMap(key, config.hidden(), config.hidden()).apply(t, mask);
      mask = layer < 2 ? t.relu(mask) : mask;
    }
    return mask;
  }

  /** Blocks the tokens outside of a query's mask; if it is empty, none. */
  private <T> T bias(Tensors<T> t, T logits, int number) {
    T half = t.constant(new float[] {0.5f}, 1);
    T blocked = t.named("attn_mask" + number, t.less(t.sigmoid(logits), half));
    return MultiHeadAttention.blocking(t, t.and(blocked, t.not(t.all(blocked, -1))));
  }

  private <T> T lookAtPixels(
      Tensors<T> t, T x, T places, Memory<T> memory, int scale, T bias, int layer) {
    String key = KEY + "transformer_cross_attention_layers." + layer;
    T seen =
        new MultiHeadAttention(key + ".multihead_attn", config.hidden(), config.heads())
            .attend(t, t.add(x, places), memory.keys.get(scale), memory.values.get(scale), bias);
    return normalised(t, x, seen, key);
  }

  private <T> T lookAtEachOther(Tensors<T> t, T x, T places, int layer) {
    String key = KEY + "transformer_self_attention_layers." + layer;
    T placed = t.add(x, places);
    T seen =
        new MultiHeadAttention(key + ".self_attn", config.hidden(), config.heads())
            .attend(t, placed, placed, x, null);
    return normalised(t, x, seen, key);
  }

  private <T> T feedForward(Tensors<T> t, T x, int layer) {
    String key = KEY + "transformer_ffn_layers." + layer;
    int wide = config.decoderFeedForward();
    T hidden = t.relu(new LinearMap(key + ".linear1", config.hidden(), wide).apply(t, x));
    T out = new LinearMap(key + ".linear2", wide, config.hidden()).apply(t, hidden);
    return normalised(t, x, out, key);
  }

  /**
   * What half precision does to the weights of these normalisations is the same for every query and
   * in every frame, so that it does not average out.
   */
  private <T> T normalised(Tensors<T> t, T x, T learned, String key) {
    Normalisation normalisation = new Normalisation(key + ".norm", config.hidden());
    return t.precise(() -> normalisation.layer(t, t.add(x, learned)));
  }

  private <T> T embedding(Tensors<T> t, String name, int rows) {
    return t.parameter(
        new Parameter(
            KEY + name + ".weight", Role.EMBEDDING, Initial.normal(1), rows, config.hidden()));
  }
}
