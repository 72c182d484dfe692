// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IProfiler;

/**
 * How long each layer of an engine takes: an {@code IProfiler}, whose C++ class the presets leave
 * abstract, laid out by hand as the Itanium C++ ABI has it: a table of {@code reportLayerTime} and
 * the two destructors, which nobody calls. Layers of the same name add up. One thread at a time.
 */
final class LayerTimes {
  private final Map<String, Double> milliseconds = new LinkedHashMap<>();
  private final Report report =
      (self, name, time) -> milliseconds.merge(name, (double) time, Double::sum);
  private final Memory table = new Memory(3L * Native.POINTER_SIZE);
  private final Memory object = new Memory(Native.POINTER_SIZE);

  /** {@code void reportLayerTime(char const* layerName, float ms)}. */
  private interface Report extends Callback {
    void reportLayerTime(com.sun.jna.Pointer self, String name, float milliseconds);
  }

  /** Memory of somebody else's. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }

  LayerTimes() {
    table.clear();
    table.setPointer(0, CallbackReference.getFunctionPointer(report));
    object.setPointer(0, table);
  }

  /** To hand to TensorRT; this object must outlive its use. */
  IProfiler profiler() {
    return new IProfiler(new Address(com.sun.jna.Pointer.nativeValue(object)));
  }

  /** By layer, in the order of the engine, since {@link #clear}. */
  Map<String, Double> milliseconds() {
    return milliseconds;
  }

  /** Forgets. */
  void clear() {
    milliseconds.clear();
  }
}
