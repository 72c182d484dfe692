// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.DeformableSampling.Level;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * The bilateral fusion module (combo section 4.6): sound and mask features attend to each other.
 * Each audio token has one score per pixel and head, and both directions normalise it over the
 * pixels.
 *
 * <p>With one audio token at a time the attention is a product of vectors, so the projections are
 * taken on the audio's side of it: q·k = v·(Wvᵀk), Σ p·(W v) = W·(Σ p·v) and Wo(p·va) = p·(Wo va).
 * This saves three projections of every pixel and changes nothing but the rounding.
 *
 * <p>Where the configuration leaves the attention out, only the level embedding is added: neither
 * mask features nor sound are normalised, since both normalisations belong to the attention.
 */
final class BilateralFusion {
  private static final String KEY = "sem_seg_head.fusion_module.";
  private static final double LIMIT = 5e4;
  private static final double DROPOUT = 0.1;
  private static final double FIRST_SHARE = 1e-4;

  private final boolean attending;
  private final int size;
  private final int heads;
  private final int audio;

  /**
   * Makes the module.
   *
   * @param config says whether they attend, and how wide
   * @param audio features of an audio token
   */
  BilateralFusion(ComboConfig config, int audio) {
    this.attending = config.fusion();
    this.size = config.hidden();
    this.heads = config.heads();
    this.audio = audio;
  }

  /**
   * What comes out.
   *
   * @param maskFeatures E', [N, height · width, size], fused with the last audio token
   * @param audio b', [N, tokens, audio]
   */
  record Fused<T>(T maskFeatures, T audio) {}

  /**
   * Fuses.
   *
   * @param maskFeatures E, [N, height · width, size]
   * @param level height and width
   * @param sound a, [N, tokens, audio]; the frame's own token is the last
   */
  <T> Fused<T> fuse(Tensors<T> t, T maskFeatures, Level level, T sound) {
    T u = t.add(maskFeatures, t.reshape(embedding(t, "level_embed", size), 1, 1, size));
    t.named("bfm.visual_in", Tokens.toMap(t, u, level.height(), level.width()));
    if (attending) {
      return attend(t, u, sound, level);
    }
    t.named("bfm.visual_out", Tokens.toMap(t, u, level.height(), level.width()));
    return new Fused<>(u, t.named("bfm.audio_out", sound));
  }

  private <T> Fused<T> attend(Tensors<T> t, T pixels, T sound, Level level) {
    T v = t.named("bfm.ln_visual", norm("layer_norm_v_list.0", size).layer(t, pixels));
    T b = t.named("bfm.ln_audio", norm("layer_norm_a_list.0", audio).layer(t, sound));
    T scores = scores(t, v, b, level);
    T p = t.dropout(t.precise(() -> t.softmax(t.clamp(scores, -LIMIT, LIMIT), -1)), DROPOUT);
    T deltaAudio = t.named("bfm.delta_audio", toAudio(t, p, v));
    T deltaVisual = t.named("bfm.delta_visual", toPixels(t, p, b));
    T fusedAudio = t.add(b, t.multiply(share(t, "gamma_a", audio), deltaAudio));
    T fused = t.add(v, t.multiply(share(t, "gamma_v_list.0", size), deltaVisual));
    t.named("bfm.visual_out", Tokens.toMap(t, fused, level.height(), level.width()));
    return new Fused<>(fused, t.named("bfm.audio_out", fusedAudio));
  }

  /** [N, tokens · heads, pixels]. */
  private <T> T scores(Tensors<T> t, T v, T b, Level level) {
    long[] shape = t.shape(v);
    int head = size / heads;
    long tokens = t.shape(b)[1];
    T sound = t.add(b, embedding(t, "audio_pos", audio));
    T k = t.scale(map("a_proj", audio, size).apply(t, sound), 1 / Math.sqrt(head));
    T keys = t.transpose(t.reshape(k, shape[0], tokens, heads, head), 0, 2, 1, 3);
    T weight = t.reshape(t.parameter(map("v_proj", size, size).weight()), heads, head, size);
    T bias = t.reshape(t.parameter(map("v_proj", size, size).bias()), heads, head, 1);
    T folded =
        t.reshape(t.transpose(t.matmul(keys, weight), 0, 2, 1, 3), shape[0], tokens * heads, size);
    T offset =
        t.reshape(t.transpose(t.matmul(keys, bias), 0, 2, 1, 3), shape[0], tokens * heads, 1);
    T table = SinePosition.of(t, level.height(), level.width(), size);
    T placed = t.add(v, table);
    return t.add(t.matmul(folded, t.transpose(placed, 0, 2, 1)), offset);
  }

  /** Δa, [N, tokens, audio]. */
  private <T> T toAudio(Tensors<T> t, T p, T v) {
    long[] shape = t.shape(p);
    long tokens = shape[1] / heads;
    int head = size / heads;
    LinearMap values = map("values_v_proj", size, size);
    T pooled = t.reshape(t.matmul(p, v), shape[0], tokens, heads, 1, size);
    T weight = t.transpose(t.reshape(t.parameter(values.weight()), heads, head, size), 0, 2, 1);
    T projected = t.reshape(t.matmul(pooled, weight), shape[0], tokens, heads, head);
    T mass = t.reshape(t.sum(p, -1), shape[0], tokens, heads, 1);
    T bias = t.reshape(t.parameter(values.bias()), heads, head);
    T mixed = t.reshape(t.add(projected, t.multiply(mass, bias)), shape[0], tokens, size);
    return map("out_a_proj", size, audio).apply(t, mixed);
  }

  /** Δv from the last audio token, [N, pixels, size]. */
  private <T> T toPixels(Tensors<T> t, T p, T b) {
    long[] shape = t.shape(p);
    long tokens = shape[1] / heads;
    int head = size / heads;
    T own = t.slice(b, 1, tokens - 1, tokens);
    T values = t.reshape(map("values_a_proj", audio, size).apply(t, own), shape[0], heads, 1, head);
    LinearMap out = map("out_v_proj", size, size);
    T weight = t.reshape(t.transpose(t.parameter(out.weight()), 1, 0), heads, head, size);
    T directions = t.reshape(t.matmul(values, weight), shape[0], heads, size);
    T shares = t.transpose(t.slice(p, 1, (tokens - 1) * heads, tokens * heads), 0, 2, 1);
    return t.add(t.matmul(shares, directions), t.parameter(out.bias()));
  }

  private static LinearMap map(String name, int in, int out) {
    return new LinearMap(KEY + "b_attn.attn_list.0." + name, in, out);
  }

  private static Normalisation norm(String name, int features) {
    return new Normalisation(KEY + "b_attn." + name, features);
  }

  private static <T> T share(Tensors<T> t, String name, int features) {
    return t.parameter(
        new Parameter(
            KEY + "b_attn." + name, Role.WEIGHT, Initial.constant(FIRST_SHARE), features));
  }

  private static <T> T embedding(Tensors<T> t, String name, int features) {
    return t.parameter(
        new Parameter(KEY + name + ".weight", Role.EMBEDDING, Initial.normal(1), 1, features));
  }
}
