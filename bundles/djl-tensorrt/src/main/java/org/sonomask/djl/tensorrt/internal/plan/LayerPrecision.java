// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.plan;

import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.LayerType;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.sonomask.djl.tensorrt.Precision;
import org.sonomask.djl.tensorrt.TensorRtOptions;

/** Keeps layers in single precision where half precision hurts. */
final class LayerPrecision {
  // Sums of many terms, and functions that grow fast: half precision has eleven bits and ends at
  // 65504.
  private static final Set<Integer> SENSITIVE =
      Set.of(
          LayerType.kNORMALIZATION.value,
          LayerType.kSOFTMAX.value,
          LayerType.kREDUCE.value,
          LayerType.kUNARY.value);

  private LayerPrecision() {}

  /**
   * Marks the layers.
   *
   * @return how many
   */
  static int apply(INetworkDefinition network, TensorRtOptions options) {
    boolean mixed = options.precision() == Precision.MIXED;
    if (!mixed && options.singlePrecision().isEmpty()) {
      return 0;
    }
    Pattern names = Pattern.compile(options.singlePrecision());
    int marked = 0;
    for (int i = 0; i < network.getNbLayers(); i++) {
      ILayer layer = network.getLayer(i);
      boolean sensitive = mixed && SENSITIVE.contains(layer.getType().value);
      boolean named = !options.singlePrecision().isEmpty() && names.matcher(layer.getName()).find();
      if ((sensitive || named) && computesFloats(layer)) {
        layer.setPrecision(DataType.kFLOAT);
        marked++;
      }
    }
    return marked;
  }

  private static boolean computesFloats(ILayer layer) {
    if (layer.getNbOutputs() == 0 || layer.getType().value == LayerType.kCONSTANT.value) {
      return false;
    }
    int type = layer.getOutput(0).getType().value;
    return type == DataType.kFLOAT.value || type == DataType.kHALF.value;
  }
}
