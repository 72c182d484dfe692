// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.combo.tensor.Initial;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Class activation maps (B. Zhou et al., "Learning Deep Features for Discriminative Localization",
 * CVPR 2016) of dlib's ResNet-34 with folded normalisations: where in a picture the kind of object
 * is that the classifier is surest of. It hears nothing: a baseline, not a model.
 *
 * <p>Other than {@link ResNet}, it computes exactly what the weights were trained for: pictures of
 * 227 pixels, no padding where a stage begins, shortcuts that average pixels and fill new channels
 * with zeros.
 */
public final class ClassActivation {
  private static final int SIZE = 227;
  private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);
  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512);
  private static final int LABELS = 1000;
  private static final int FEATURES = 512;
  private static final PictureNormalisation TRAINED =
      new PictureNormalisation(List.of(122.782, 117.001, 104.298), List.of(256.0, 256.0, 256.0));

  /** Share of a map's maximum from which on Zhou et al. count a pixel to the object. */
  private static final double THRESHOLD = 0.2;

  private static final double LEAST = 1e-6;

  private final List<int[]> kinds;

  /**
   * Maps of some kinds of objects.
   *
   * @param kinds labels of ImageNet-1000 that belong to each kind
   */
  public ClassActivation(List<int[]> kinds) {
    this.kinds = kinds.stream().map(int[]::clone).toList();
  }

  /**
   * What it found.
   *
   * @param kind index of the kind that the classifier is surest of, counted from 1, [N, 1, 1, 1]
   * @param inside above 0.5 where the object is, [N, 1, height, width]
   */
  public record Found<T>(T kind, T inside) {}

  /**
   * Looks for objects.
   *
   * @param bytes uint8 RGB, [N, height, width, 3]
   */
  public <T> Found<T> find(Tensors<T> t, T bytes, int height, int width) {
    T features = features(t, new PictureInput(TRAINED), bytes);
    long[] shape = t.shape(features);
    T pixels = t.reshape(features, shape[0], FEATURES, shape[2] * shape[3]);
    T tokens = t.transpose(pixels, 0, 2, 1);
    T weight = parameter(t, "fc.w", FEATURES, LABELS);
    T chances =
        t.softmax(t.add(t.matmul(t.mean(tokens, 1), weight), parameter(t, "fc.b", LABELS)), 2);
    T activations = t.matmul(tokens, weight);
    List<T> chanceOfKind = new ArrayList<>();
    List<T> mapOfKind = new ArrayList<>();
    for (int[] labels : kinds) {
      T indices = t.indices(Arrays.stream(labels).asLongStream().toArray(), labels.length);
      T chance = t.gather(chances, 2, indices);
      chanceOfKind.add(t.sum(chance, 2));
      mapOfKind.add(t.sum(t.multiply(t.gather(activations, 2, indices), chance), 2));
    }
    T chance = t.concat(2, chanceOfKind);
    T chosen = t.toFloat(t.not(t.less(chance, t.max(chance, 2))));
    T map = t.relu(t.sum(t.multiply(t.concat(2, mapOfKind), chosen), 2));
    T share = t.divide(map, t.shift(t.max(map, 1), LEAST));
    T large = t.resizeBilinear(t.reshape(share, shape[0], 1, shape[2], shape[3]), height, width);
    T kind = t.shift(t.toFloat(t.argMax(chance, 2)), 1);
    return new Found<>(t.reshape(kind, shape[0], 1, 1, 1), stretched(t, large));
  }

  /** Stretches shares on both sides of the threshold so that it comes to a half. */
  private static <T> T stretched(Tensors<T> t, T share) {
    T below = t.clamp(t.scale(share, 0.5 / THRESHOLD), 0, 0.5);
    double rest = 1 - THRESHOLD;
    return t.add(below, t.clamp(t.scale(t.shift(share, -THRESHOLD), 0.5 / rest), 0, 0.5));
  }

  private static <T> T features(Tensors<T> t, PictureInput input, T bytes) {
    T x = t.resizeBilinear(input.picture(t, bytes), SIZE, SIZE);
    x = t.maxPool(t.relu(convolve(t, x, 0, 3, 64, 7, 2, 0)), 3, 2, 0);
    int number = 1;
    int in = CHANNELS.get(0);
    for (int stage = 0; stage < BLOCKS.size(); stage++) {
      int out = CHANNELS.get(stage);
      for (int block = 0; block < BLOCKS.get(stage); block++) {
        boolean down = in != out;
        T y = t.relu(convolve(t, x, number++, in, out, 3, down ? 2 : 1, down ? 0 : 1));
        y = convolve(t, y, number++, out, out, 3, 1, 1);
        x = t.relu(t.add(y, down ? shortcut(t, x, in) : x));
        in = out;
      }
    }
    return x;
  }

  private static <T> T convolve(
      Tensors<T> t, T x, int number, int in, int out, int kernel, int stride, int padding) {
    String at = "c" + number;
    T weight = parameter(t, at + ".w", out, in, kernel, kernel);
    T y = t.conv2d(x, weight, parameter(t, at + ".b", out), stride, padding, 1);
    T factor = t.reshape(parameter(t, at + ".g", out), 1, out, 1, 1);
    return t.add(t.multiply(y, factor), t.reshape(parameter(t, at + ".h", out), 1, out, 1, 1));
  }

  /** Means of 2×2 pixels; as many channels of zeros behind. */
  private static <T> T shortcut(Tensors<T> t, T x, int channels) {
    float[] quarter = new float[4 * channels];
    Arrays.fill(quarter, 0.25f);
    T mean = t.conv2d(x, t.constant(quarter, channels, 1, 2, 2), null, 2, 0, channels);
    return t.concat(1, List.of(mean, t.scale(mean, 0)));
  }

  private static <T> T parameter(Tensors<T> t, String key, long... shape) {
    return t.parameter(new Parameter(key, Role.FROZEN, Initial.constant(0), shape));
  }
}
