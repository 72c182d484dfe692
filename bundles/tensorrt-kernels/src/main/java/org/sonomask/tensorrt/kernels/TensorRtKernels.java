// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Our own operators for TensorRT 10, which models exported for it may hold. */
public final class TensorRtKernels {
  private static final int SUPPORTED = 10;
  private static final int MAJOR = 10_000;

  /** Held for ever: plans refer to them as long as the process lives. */
  private static final List<PluginCreator> REGISTERED = new ArrayList<>();

  private TensorRtKernels() {}

  /**
   * Makes the operators known to TensorRT, once; to be called before a model is parsed or a plan
   * loaded. Thread-safe.
   *
   * @throws UnsatisfiedLinkError if TensorRT is not there
   * @throws IllegalStateException if it is another TensorRT than 10, or it refuses
   */
  public static void register() {
    register(NativeLibrary.getInstance("libnvinfer.so.10"));
  }

  private static synchronized void register(NativeLibrary tensorRt) {
    if (!REGISTERED.isEmpty()) {
      return;
    }
    int version = tensorRt.getFunction("getInferLibVersion").invokeInt(new Object[0]);
    if (version / MAJOR != SUPPORTED) {
      throw new IllegalStateException(
          "Sonomask's operators are for TensorRT 10, but " + version + " is loaded.");
    }
    Pointer registry = tensorRt.getFunction("getPluginRegistry").invokePointer(new Object[0]);
    Function registerCreator = Function.getFunction(registry.getPointer(0).getPointer(0));
    for (GpuOperator operator :
        List.of(
            new DeformableSamplingOperator(),
            new EnlargedSumOperator(),
            new DepthwiseGeluOperator(),
            new ProductDepthwiseGeluOperator(),
            new AddLayerNormOperator(false),
            new AddLayerNormOperator(true),
            new ProductLayerNormOperator(false),
            new ProductLayerNormOperator(true),
            new AttentionOperator(),
            new SpatialReductionOperator(),
            new AttentionBlockOperator())) {
      PluginCreator creator = new PluginCreator(new Plugin(operator, version));
      REGISTERED.add(creator);
      int accepted =
          registerCreator.invokeInt(new Object[] {registry, creator.address(), Plugin.text("")});
      if ((accepted & 1) == 0) {
        throw new IllegalStateException("TensorRT refuses the operator " + operator.name() + ".");
      }
    }
  }

  /** Creators, for tests. */
  static List<PluginCreator> registered() {
    return List.copyOf(REGISTERED);
  }
}
