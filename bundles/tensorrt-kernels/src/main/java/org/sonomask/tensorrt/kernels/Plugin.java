// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * An operator as TensorRT's {@code IPluginV2DynamicExt} (NvInferRuntime.h of TensorRT 10; the same
 * table since TensorRT 8.5). It has no state, so that every clone is the plugin itself.
 */
final class Plugin {
  private static final int DYNAMIC = 3 << 24;
  private static final int FUNCTIONS = 30;
  private static final int POINTERS = 8;

  private final GpuOperator operator;
  private final int version;
  private final Memory name;
  private final Memory release = text("1");
  private final Memory namespace = text("");
  private final VirtualObject object;

  private interface Number extends Callback {
    int call(Pointer self);
  }

  private interface Text extends Callback {
    Pointer call(Pointer self);
  }

  private interface OutputType extends Callback {
    int call(Pointer self, int index, Pointer types, int inputs);
  }

  /** {@code DimsExprs} is returned through memory whose address comes first. */
  private interface OutputDimensions extends Callback {
    Pointer call(Pointer result, Pointer self, int index, Pointer inputs, int count, Pointer build);
  }

  private interface Supports extends Callback {
    int call(Pointer self, int position, Pointer descriptions, int inputs, int outputs);
  }

  private interface Enqueue extends Callback {
    int call(
        Pointer self,
        Pointer inputDescriptions,
        Pointer outputDescriptions,
        Pointer inputs,
        Pointer outputs,
        Pointer workspace,
        Pointer stream);
  }

  /**
   * Makes a plugin.
   *
   * @param version of TensorRT, as {@code getInferLibVersion} says it
   */
  Plugin(GpuOperator operator, int version) {
    this.operator = operator;
    this.version = version;
    this.name = text(operator.name());
    Callback[] functions = new Callback[FUNCTIONS];
    functions[0] = (Number) self -> DYNAMIC | this.version;
    functions[1] = (Text) self -> name;
    functions[2] = (Text) self -> release;
    functions[3] = (Number) self -> operator.outputs();
    functions[14] = (Text) self -> address();
    functions[16] = (Text) self -> namespace;
    functions[19] = (OutputType) (self, index, types, inputs) -> operator.type(operator.inputs());
    functions[25] = (OutputDimensions) this::outputDimensions;
    functions[26] = (Supports) this::supports;
    functions[29] = (Enqueue) this::enqueue;
    this.object =
        new VirtualObject(
            ClassInformation.of(
                "N8nvinfer19IPluginV2E",
                "N8nvinfer112IPluginV2ExtE",
                "N8nvinfer119IPluginV2DynamicExtE"),
            functions);
  }

  Pointer address() {
    return object.address();
  }

  Pointer name() {
    return name;
  }

  /** Text as C has it. */
  static Memory text(String text) {
    Memory memory = new Memory(text.length() + 1L);
    memory.setString(0, text, "US-ASCII");
    return memory;
  }

  private Pointer outputDimensions(
      Pointer result, Pointer self, int index, Pointer inputs, int count, Pointer build) {
    int[][] dimensions = operator.dimensions();
    long each = Long.BYTES + (long) POINTERS * Native.POINTER_SIZE;
    result.setInt(0, dimensions.length);
    for (int i = 0; i < dimensions.length; i++) {
      int[] from = dimensions[i];
      Pointer expression =
          inputs.getPointer(from[0] * each + Long.BYTES + (long) from[1] * Native.POINTER_SIZE);
      result.setPointer(Long.BYTES + (long) i * Native.POINTER_SIZE, expression);
    }
    return result;
  }

  private int supports(Pointer self, int position, Pointer descriptions, int inputs, int outputs) {
    TensorDescription description = TensorDescription.at(descriptions, position);
    boolean supported = description.format() == 0 && description.type() == operator.type(position);
    return supported ? 1 : 0;
  }

  private int enqueue(
      Pointer self,
      Pointer inputDescriptions,
      Pointer outputDescriptions,
      Pointer inputs,
      Pointer outputs,
      Pointer workspace,
      Pointer stream) {
    try {
      TensorDescription[] descriptions = new TensorDescription[operator.inputs()];
      Arrays.setAll(descriptions, i -> TensorDescription.at(inputDescriptions, i));
      Pointer[] addresses = inputs.getPointerArray(0, operator.inputs());
      operator.launch(
          descriptions, addresses, outputs.getPointerArray(0, operator.outputs()), stream);
      return 0;
    } catch (CudaException | RuntimeException | LinkageError refused) {
      System.getLogger(Plugin.class.getName())
          .log(System.Logger.Level.ERROR, operator.name() + ": " + refused.getMessage());
      return 1;
    }
  }
}
