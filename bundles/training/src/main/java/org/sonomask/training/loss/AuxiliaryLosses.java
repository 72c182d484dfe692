// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.loss;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sonomask.combo.layer.LinearMap;
import org.sonomask.combo.network.ComboConfig;
import org.sonomask.combo.network.Recognition;
import org.sonomask.combo.tensor.Parameter;
import org.sonomask.training.data.Batch;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.LibtorchTensors;
import org.sonomask.training.libtorch.TensorProbe;
import org.sonomask.training.libtorch.TorchDevice;

/**
 * What each branch must know by itself, in training only: which classes are heard, told from the
 * audio feature alone, and which object each pixel belongs to whether it sounds or not, told from
 * the pixel decoder's finest scale, which has not heard anything yet. Without them a network may
 * learn by heart which picture goes with which recording, since that is enough for the scenes it
 * has seen.
 *
 * <p>Watches one forward pass; a new one is made for each.
 */
public final class AuxiliaryLosses implements TensorProbe {
  private static final String SOUND = "audio_feature";
  private static final String POOLED = "audio_backbone.pooled";
  private static final String CLASSES = "decoder.class_features";
  private static final String PIXELS = "pixel_decoder.multi_scale2";
  private static final String RECOGNISED = "recognition.seen";
  private static final String PROJECTION = "audio_backbone.projection.weight";
  private static final double BACKGROUND_WEIGHT = 0.3;

  /** Of which whole channels of a map are dropped. */
  private static final Set<String> MAPS = Set.of("sem.res3", "sem.res4", "sem.res5");

  private final ComboModel model;
  private final double dropout;
  private Tensor sound;
  private Tensor pixels;
  private Tensor recognised;

  /**
   * Losses of that network, which has {@link #parameters}.
   *
   * @param dropout share of the channels of picture and sound that are left out
   */
  public AuxiliaryLosses(ComboModel model, double dropout) {
    this.model = model;
    this.dropout = dropout;
  }

  /** What the network's store must have further. */
  public static Collection<Parameter> parameters(ComboConfig network) {
    LinearMap heard = heard(network);
    LinearMap seen = seen(network);
    List<Parameter> objects = List.of(seen.weight(), seen.bias());
    return network.recognition()
        ? objects
        : List.of(heard.weight(), heard.bias(), seen.weight(), seen.bias());
  }

  private static LinearMap heard(ComboConfig network) {
    if (network.recognition()) {
      return Recognition.heard(network);
    }
    int features = network.audioBackbone().features();
    return new LinearMap("auxiliary.heard", features, network.classes().size());
  }

  private static LinearMap seen(ComboConfig network) {
    return new LinearMap("auxiliary.seen", network.hidden(), network.classes().size());
  }

  @Override
  public Tensor see(String name, Tensor tensor) {
    if (name.equals(SOUND)) {
      sound = tensor;
    } else if (name.equals(PIXELS)) {
      pixels = tensor;
    } else if (name.equals(RECOGNISED)) {
      recognised = tensor;
    }
    if (dropout > 0 && MAPS.contains(name)) {
      return torch.feature_dropout(tensor, dropout, true);
    }
    return dropout > 0 && features().contains(name) ? torch.dropout(tensor, dropout, true) : tensor;
  }

  /** Where the backbones recognise classes, the queries must not do without them. */
  private Set<String> features() {
    return model.config().recognition() ? Set.of(POOLED, CLASSES) : Set.of(POOLED);
  }

  /**
   * Binary cross entropy of the classes heard, summed over classes, mean over frames; a scalar. 0
   * if the batch does not tell them.
   */
  public Tensor heard(Batch batch) {
    if (batch.audible() == null) {
      return model.device().zeros(1).sum();
    }
    return entropy(sound.reshape(batch.count(), -1), batch.audible());
  }

  /**
   * The same for sounds without pictures, which the audio backbone hears for this alone.
   *
   * @param logMel [count, 1, 96, 64]
   * @param audible flags of the classes heard, [count, classes]
   */
  public Tensor heard(Tensor logMel, byte[] audible) {
    LibtorchTensors tensors = new LibtorchTensors(model.device(), model.store(), this, true);
    return entropy(model.config().audioBackbone().create().embed(tensors, logMel), audible);
  }

  private Tensor entropy(Tensor features, byte[] audible) {
    long count = features.size(0);
    Tensor truth =
        model.device().bytes(audible, count, model.config().classes().size()).to(ScalarType.Float);
    Tensor logits = heard(model.config()).apply(tensors(), features);
    Tensor losses =
        torch.binary_cross_entropy_with_logits(
            logits, truth, new TensorOptional(), new TensorOptional(), 0);
    return torch.div(losses.sum(), new Scalar((double) count));
  }

  /**
   * Cross entropy of the object at each token of the finest scale, the background counting less; a
   * scalar. 0 if the batch does not tell them. What the backbone recognises by itself is told
   * likewise, and the sum is returned.
   */
  public Tensor seen(Batch batch) {
    if (batch.objects() == null) {
      return model.device().zeros(1).sum();
    }
    Tensor decoded = entropy(seen(model.config()).apply(tensors(), tokens(pixels)), pixels, batch);
    return recognised == null
        ? decoded
        : torch.add(decoded, entropy(tokens(recognised), recognised, batch));
  }

  private static Tensor tokens(Tensor map) {
    return map.permute(0, 2, 3, 1).reshape(-1, map.size(1));
  }

  /**
   * Cross entropy of the objects at the places of a map.
   *
   * @param logits [places, classes]
   */
  private Tensor entropy(Tensor logits, Tensor map, Batch batch) {
    TorchDevice device = model.device();
    int classes = model.config().classes().size();
    long[] objects = sampled(batch, (int) (batch.size() / map.size(2)));
    Tensor truth = device.longs(objects, objects.length);
    Tensor likelihood = torch.log_softmax(logits, -1).gather(1, truth.view(-1, 1)).squeeze(-1);
    float[] weights = new float[classes];
    Arrays.fill(weights, 1);
    weights[0] = (float) BACKGROUND_WEIGHT;
    Tensor weight = device.floats(weights, classes).index_select(0, truth);
    return torch.neg(torch.div(torch.mul(likelihood, weight).sum(), weight.sum()));
  }

  /** Squared L2 norm of the maps from what the backbones recognise to classes; a scalar. */
  public Tensor penalty() {
    Tensor sum = model.device().zeros(1).sum();
    for (Parameter parameter : model.store().parameters()) {
      String key = parameter.key();
      boolean recognises = key.startsWith("recognition.") && key.endsWith(".weight");
      if (recognises || key.equals(PROJECTION)) {
        sum = torch.add(sum, model.store().apply(parameter).square().sum());
      }
    }
    return sum;
  }

  /** The object in the middle of each token's pixels. */
  private static long[] sampled(Batch batch, int stride) {
    int size = batch.size();
    int edge = size / stride;
    long[] sampled = new long[batch.count() * edge * edge];
    for (int i = 0; i < sampled.length; i++) {
      int frame = i / (edge * edge);
      int row = i / edge % edge * stride + stride / 2;
      int column = i % edge * stride + stride / 2;
      sampled[i] = batch.objects()[(frame * size + row) * size + column];
    }
    return sampled;
  }

  private LibtorchTensors tensors() {
    return new LibtorchTensors(model.device(), model.store(), true);
  }
}
