// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * EfficientNet-Lite0 (Tan and Le 2019, Google's Lite variant): inverted residuals with ReLU6 and no
 * squeeze and excitation. Keys as in the public PyTorch port; padding as in TensorFlow ("same": the
 * odd pixel goes below and right). Its ImageNet statistics stay; the affine part is trained.
 *
 * <p>The coarsest level also tells what ImageNet's classifier sees at each place, boiled down to
 * {@value #KINDS} kinds of objects: a corpus of few objects cannot teach that again.
 */
final class EfficientNetLite0 implements Backbone {
  private static final double EPSILON = 1e-3;
  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 3, 1, 1, 16),
          new Stage(2, 3, 2, 6, 24),
          new Stage(2, 5, 2, 6, 40),
          new Stage(3, 3, 2, 6, 80),
          new Stage(3, 5, 1, 6, 112),
          new Stage(4, 5, 2, 6, 192),
          new Stage(1, 3, 1, 6, 320));
  private static final List<Integer> LEVELS = List.of(1, 2, 4, 6);
  private static final int HEAD = 1280;
  private static final int KINDS = 64;

  private final String key;

  EfficientNetLite0(String key) {
    this.key = key;
  }

  /** Blocks that share their width; the first has the stride. */
  private record Stage(int blocks, int kernel, int stride, int expansion, int width) {}

  @Override
  public List<Integer> channels() {
    List<Integer> channels = new ArrayList<>();
    LEVELS.forEach(level -> channels.add(STAGES.get(level).width()));
    channels.set(LEVELS.size() - 1, channels.get(LEVELS.size() - 1) + KINDS);
    return channels;
  }

  @Override
  public int kinds() {
    return KINDS;
  }

  @Override
  public <T> List<T> features(Tensors<T> t, T picture) {
    T x = convolve(t, picture, Convolution.plain(key + "._conv_stem", 3, 32, 3, 2));
    x = t.clamp(normalise(t, x, key + "._bn0", 32), 0, 6);
    List<T> levels = new ArrayList<>();
    int in = 32;
    int number = 0;
    for (int stage = 0; stage < STAGES.size(); stage++) {
      Stage of = STAGES.get(stage);
      for (int block = 0; block < of.blocks(); block++) {
        x = block(t, x, key + "._blocks." + number++, in, of, block == 0 ? of.stride() : 1);
        in = of.width();
      }
      if (LEVELS.contains(stage)) {
        levels.add(x);
      }
    }
    levels.set(LEVELS.size() - 1, t.concat(1, List.of(x, kinds(t, x, in))));
    return levels;
  }

  private <T> T kinds(Tensors<T> t, T x, int in) {
    T head = Convolution.plain(key + "._conv_head", in, HEAD, 1, 1).apply(t, x);
    head = t.clamp(normalise(t, head, key + "._bn1", HEAD), 0, 6);
    return Convolution.plain(key + "._kinds", HEAD, KINDS, 1, 1).withBias().apply(t, head);
  }

  private static <T> T block(Tensors<T> t, T x, String at, int in, Stage stage, int stride) {
    int wide = in * stage.expansion();
    T y = x;
    if (stage.expansion() > 1) {
      y = Convolution.plain(at + "._expand_conv", in, wide, 1, 1).apply(t, y);
      y = t.clamp(normalise(t, y, at + "._bn0", wide), 0, 6);
    }
    y =
        convolve(
            t, y, Convolution.depthwise(at + "._depthwise_conv", wide, stage.kernel(), stride));
    y = t.clamp(normalise(t, y, at + "._bn1", wide), 0, 6);
    y = Convolution.plain(at + "._project_conv", wide, stage.width(), 1, 1).apply(t, y);
    y = normalise(t, y, at + "._bn2", stage.width());
    return stride == 1 && in == stage.width() ? t.add(x, y) : y;
  }

  private static <T> T convolve(Tensors<T> t, T x, Convolution convolution) {
    if (convolution.stride() == 1) {
      return convolution.apply(t, x);
    }
    int padding = convolution.kernel() - convolution.stride();
    T padded = t.pad(x, padding / 2, padding - padding / 2);
    return convolution.unpadded().apply(t, padded);
  }

  private static <T> T normalise(Tensors<T> t, T x, String at, int size) {
    return new Normalisation(at, size, EPSILON).batch(t, x, Role.NORMALISATION, Role.FROZEN);
  }
}
