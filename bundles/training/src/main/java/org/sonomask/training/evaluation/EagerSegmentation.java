// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training.evaluation;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sonomask.combo.network.Inference;
import org.sonomask.combo.network.Prediction;
import org.sonomask.combo.onnx.ModelMetadata;
import org.sonomask.training.data.Batch;
import org.sonomask.training.data.Sample;
import org.sonomask.training.libtorch.ComboModel;
import org.sonomask.training.libtorch.HostArrays;
import org.sonomask.training.libtorch.LibtorchTensors;

/** A network run by libtorch, deciding as its configuration says. */
public final class EagerSegmentation implements Segmentation {
  private final ComboModel model;
  private final double threshold;

  /** With the threshold that is not chosen yet, a half. */
  public EagerSegmentation(ComboModel model) {
    this(model, ModelMetadata.OFFICIAL_THRESHOLD);
  }

  /** With the threshold that goes with the weights, see {@link Inference#sounding}. */
  public EagerSegmentation(ComboModel model, double threshold) {
    this.model = model;
    this.threshold = threshold;
  }

  @Override
  public float[][] sounding(Sample sample) {
    Batch batch = Batch.of(List.of(sample));
    int size = batch.size();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Prediction<Tensor>> predictions =
          model.predict(
              model.device().bytes(batch.frames(), batch.count(), size, size, 3),
              model.device().bytes(batch.priors(), batch.count(), size, size),
              model.device().floats(batch.logMel(), batch.count(), 1, 96, 64),
              false);
      LibtorchTensors tensors = new LibtorchTensors(model.device(), model.store(), false);
      Prediction<Tensor> last = predictions.get(predictions.size() - 1);
      Tensor scores = Inference.scores(tensors, last, size, size);
      Tensor chance = Inference.sounding(tensors, scores, model.config().decision(), threshold);
      return frames(HostArrays.floats(chance), batch.count());
    }
  }

  private static float[][] frames(float[] all, int count) {
    int each = all.length / count;
    float[][] frames = new float[count][each];
    for (int frame = 0; frame < count; frame++) {
      System.arraycopy(all, frame * each, frames[frame], 0, each);
    }
    return frames;
  }
}
