// SPDX-License-Identifier: Apache-2.0
package org.sonomask.combo.checkpoint;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonomask.combo.network.PictureNormalisation;

/**
 * A ResNet-34 whose tensors are numbered in the order of computation and whose normalisations are
 * folded, as converted from dlib: {@code c0} is the stem, then two convolutions a block; {@code w}
 * and {@code b} are weight and bias, {@code g} and {@code h} factor and offset after them.
 *
 * <p>A frozen normalisation holds the same: its mean is −b, its variance one. What this network has
 * not is a projection in its shortcuts, which average 2×2 pixels and fill new channels with zeros;
 * the projection picks one of the four pixels instead. So the weights start a training and are no
 * classifier.
 */
final class FoldedResNet {
  private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);
  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512);
  private static final double EPSILON = 1e-5;

  /** What it was trained with: (x − mean) / 256. */
  private static final PictureNormalisation TRAINED =
      new PictureNormalisation(List.of(122.782, 117.001, 104.298), List.of(256.0, 256.0, 256.0));

  private final Map<String, StoredTensor> source;
  private final String prefix;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private FoldedResNet(Map<String, StoredTensor> source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  /** Whether a file looks like one. */
  static boolean isOne(Map<String, StoredTensor> source) {
    return source.containsKey("c0.g") && source.containsKey("c32.w");
  }

  /**
   * Names the tensors as {@code ResNet} does.
   *
   * @param input how pictures will be normalised; the stem absorbs the difference
   */
  static Map<String, StoredTensor> of(
      Map<String, StoredTensor> source, String prefix, PictureNormalisation input)
      throws IOException {
    FoldedResNet network = new FoldedResNet(source, prefix);
    network.stem(input);
    int number = 1;
    for (int stage = 0; stage < BLOCKS.size(); stage++) {
      for (int block = 0; block < BLOCKS.get(stage); block++) {
        String at = "res" + (stage + 2) + "." + block;
        network.convolution(number++, at + ".conv1");
        network.convolution(number++, at + ".conv2");
        if (stage > 0 && block == 0) {
          network.shortcut(at + ".shortcut", CHANNELS.get(stage - 1), CHANNELS.get(stage));
        }
      }
    }
    return network.tensors;
  }

  private void stem(PictureNormalisation input) throws IOException {
    convolution(0, "stem.conv1");
    long[] shape = tensor("c0.w").shape();
    float[] weight = tensor("c0.w").values();
    float[] mean = negated(tensor("c0.b").values());
    int kernel = (int) (shape[2] * shape[3]);
    for (int i = 0; i < weight.length; i++) {
      int channel = i / kernel % 3;
      double moved = input.mean().get(channel) - TRAINED.mean().get(channel);
      mean[i / kernel / 3] -= (float) (weight[i] * moved / TRAINED.deviation().get(channel));
      weight[i] *= (float) (input.deviation().get(channel) / TRAINED.deviation().get(channel));
    }
    put("stem.conv1.weight", weight, shape);
    put("stem.conv1.norm.running_mean", mean, mean.length);
  }

  private void convolution(int number, String at) throws IOException {
    String from = "c" + number;
    tensors.put(prefix + at + ".weight", tensor(from + ".w"));
    tensors.put(prefix + at + ".norm.weight", tensor(from + ".g"));
    tensors.put(prefix + at + ".norm.bias", tensor(from + ".h"));
    float[] mean = negated(tensor(from + ".b").values());
    put(at + ".norm.running_mean", mean, mean.length);
    put(at + ".norm.running_var", filled(mean.length, 1 - EPSILON), mean.length);
  }

  private void shortcut(String at, int in, int out) throws CheckpointException {
    float[] identity = new float[out * in];
    for (int channel = 0; channel < in; channel++) {
      identity[channel * in + channel] = 1;
    }
    put(at + ".weight", identity, out, in, 1, 1);
    put(at + ".norm.weight", filled(out, 1), out);
    put(at + ".norm.bias", filled(out, 0), out);
    put(at + ".norm.running_mean", filled(out, 0), out);
    put(at + ".norm.running_var", filled(out, 1 - EPSILON), out);
  }

  private StoredTensor tensor(String name) throws CheckpointException {
    StoredTensor tensor = source.get(name);
    if (tensor == null) {
      throw new CheckpointException("is no ResNet-34: the tensor " + name + " is missing");
    }
    return tensor;
  }

  private void put(String name, float[] values, long... shape) throws CheckpointException {
    tensors.put(prefix + name, StoredTensor.of(values, shape));
  }

  private static float[] filled(int count, double value) {
    float[] values = new float[count];
    Arrays.fill(values, (float) value);
    return values;
  }

  private static float[] negated(float[] values) {
    float[] negated = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }
}
