// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.tensor.Tensors;

/**
 * The siam encoder module (combo section 4.4): two backbones with weights of their own, one for the
 * picture and one for its maskige; per level and channel a gate from the maskige says how much of
 * the maskige's features joins the picture's. Where the configuration leaves it out, the picture's
 * features stay as they are.
 */
final class SiamEncoder {
  private static final int REDUCTION = 16;
  private static final String IMAGE = "backbone";
  private static final String PRIOR = "pre_sam_backbone";

  private final Backbone image;
  private final Backbone prior;
  private final boolean joined;
  private final boolean twins;

  SiamEncoder(BackboneKind image, BackboneKind prior, boolean joined) {
    this.image = image.create(IMAGE);
    this.prior = prior.create(PRIOR);
    this.joined = joined;
    this.twins = image == prior && this.image.twins();
    if (!this.image.channels().equals(this.prior.channels())) {
      throw new IllegalArgumentException(
          "the backbones "
              + image
              + " and "
              + prior
              + " have different channels, "
              + this.image.channels()
              + " and "
              + this.prior.channels()
              + ": choose two that agree");
    }
  }

  /** Channels of the four levels, finest first. */
  List<Integer> channels() {
    return image.channels();
  }

  /**
   * What comes out.
   *
   * @param levels four maps at strides 4, 8, 16 and 32
   * @param pictures the same before the maskige joins them
   */
  record Encoded<T>(List<T> levels, List<T> pictures) {}

  /**
   * Encodes pictures with their maskiges.
   *
   * @param picture normalised, [N, 3, height, width]
   * @param maskige the same
   */
  <T> Encoded<T> encode(Tensors<T> t, T picture, T maskige) {
    if (!joined) {
      List<T> alone = named(t, IMAGE + ".res", image.features(t, picture));
      return new Encoded<>(named(t, "sem.res", alone), alone);
    }
    List<List<T>> both = both(t, picture, maskige);
    List<T> pictures = named(t, IMAGE + ".res", both.get(0));
    List<T> maskiges = named(t, PRIOR + ".res", both.get(1));
    List<T> levels = new ArrayList<>();
    for (int level = 0; level < pictures.size(); level++) {
      T gate = t.named("sem.scale" + level, gate(t, maskiges.get(level), level));
      levels.add(t.add(pictures.get(level), t.multiply(gate, maskiges.get(level))));
    }
    return new Encoded<>(named(t, "sem.res", levels), pictures);
  }

  private <T> List<List<T>> both(Tensors<T> t, T picture, T maskige) {
    if (!twins) {
      return List.of(image.features(t, picture), prior.features(t, maskige));
    }
    return t.twins(
        picture,
        maskige,
        image::features,
        prior::features,
        key -> PRIOR + key.substring(IMAGE.length()));
  }

  private <T> T gate(Tensors<T> t, T maskige, int level) {
    int channels = channels().get(level);
    int squeezed = channels / REDUCTION;
    String key = "scale_factor_module." + level;
    long batch = t.shape(maskige)[0];
    T mean = t.reshape(t.mean(maskige, 2, 3), batch, channels);
    T hidden = t.relu(new LinearMap(key + ".fc1", channels, squeezed).apply(t, mean));
    T gate = t.sigmoid(new LinearMap(key + ".fc2", squeezed, channels).apply(t, hidden));
    return t.reshape(gate, batch, channels, 1, 1);
  }

  private static <T> List<T> named(Tensors<T> t, String name, List<T> levels) {
    List<T> result = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      result.add(t.named(name + (level + 2), levels.get(level)));
    }
    return result;
  }
}
