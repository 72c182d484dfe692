// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.network;

import java.util.ArrayList;
import java.util.List;
import org.sonomask.combo.layer.Convolution;
import org.sonomask.combo.layer.Normalisation;
import org.sonomask.combo.tensor.Parameter.Role;
import org.sonomask.combo.tensor.Tensors;

/**
 * Residual network (He et al. 2016) with frozen batch normalisation, keys as in detectron2. A
 * bottleneck has its stride in the 3×3 convolution.
 */
final class ResNet implements Backbone {
  private final String key;
  private final List<Integer> blocks;
  private final boolean bottleneck;

  private ResNet(String key, List<Integer> blocks, boolean bottleneck) {
    this.key = key;
    this.blocks = blocks;
    this.bottleneck = bottleneck;
  }

  static ResNet resNet50(String key) {
    return new ResNet(key, List.of(3, 4, 6, 3), true);
  }

  static ResNet resNet34(String key) {
    return new ResNet(key, List.of(3, 4, 6, 3), false);
  }

  @Override
  public List<Integer> channels() {
    return bottleneck ? List.of(256, 512, 1024, 2048) : List.of(64, 128, 256, 512);
  }

  @Override
  public <T> List<T> features(Tensors<T> t, T picture) {
    T x = t.relu(convolve(t, picture, Convolution.plain(key + ".stem.conv1", 3, 64, 7, 2)));
    x = t.maxPool(x, 3, 2, 1);
    List<T> levels = new ArrayList<>();
    int in = 64;
    for (int stage = 0; stage < blocks.size(); stage++) {
      int out = channels().get(stage);
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String at = key + ".res" + (stage + 2) + "." + block;
        T before = x;
        int width = in;
        x = t.part(() -> block(t, before, at, width, out, stride));
        in = out;
      }
      levels.add(x);
    }
    return levels;
  }

  private <T> T block(Tensors<T> t, T x, String at, int in, int out, int stride) {
    T residual =
        bottleneck ? bottleneck(t, x, at, in, out, stride) : basic(t, x, at, in, out, stride);
    boolean projected = in != out || stride != 1;
    T shortcut =
        projected ? convolve(t, x, Convolution.plain(at + ".shortcut", in, out, 1, stride)) : x;
    return t.relu(t.add(residual, shortcut));
  }

  private <T> T bottleneck(Tensors<T> t, T x, String at, int in, int out, int stride) {
    int middle = out / 4;
    T y = t.relu(convolve(t, x, Convolution.plain(at + ".conv1", in, middle, 1, 1)));
    y = t.relu(convolve(t, y, Convolution.plain(at + ".conv2", middle, middle, 3, stride)));
    return convolve(t, y, Convolution.plain(at + ".conv3", middle, out, 1, 1));
  }

  private <T> T basic(Tensors<T> t, T x, String at, int in, int out, int stride) {
    T y = t.relu(convolve(t, x, Convolution.plain(at + ".conv1", in, out, 3, stride)));
    return convolve(t, y, Convolution.plain(at + ".conv2", out, out, 3, 1));
  }

  private static <T> T convolve(Tensors<T> t, T x, Convolution convolution) {
    return new Normalisation(convolution.key() + ".norm", convolution.out())
        .batch(t, convolution.apply(t, x), Role.FROZEN, Role.FROZEN);
  }
}
