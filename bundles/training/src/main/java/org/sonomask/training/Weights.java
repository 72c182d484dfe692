// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonomask.combo.checkpoint.BackboneWeights;
import org.sonomask.combo.checkpoint.Checkpoint;
import org.sonomask.combo.checkpoint.StoredTensor;
import org.sonomask.training.libtorch.ComboModel;

/** Weights to begin with: of a whole network, or of an ImageNet backbone alone. */
final class Weights {
  private static final List<String> BACKBONES = List.of("backbone.", "pre_sam_backbone.");

  private Weights() {}

  /**
   * Takes what fits from a file of weights in any format that {@link Checkpoint} reads. The file of
   * a backbone goes into both visual backbones, as the official training begins (combo section 6).
   *
   * @return tensors taken
   */
  static int take(ComboModel model, Path file) throws IOException {
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      boolean whole =
          model.store().parameters().stream()
              .anyMatch(parameter -> checkpoint.tensors().containsKey(parameter.key()));
      if (whole) {
        found.putAll(checkpoint.tensors());
      } else {
        for (String prefix : BACKBONES) {
          found.putAll(BackboneWeights.of(checkpoint, prefix));
        }
      }
      return model.store().parameters().size() - model.take(found).size();
    }
  }
}
