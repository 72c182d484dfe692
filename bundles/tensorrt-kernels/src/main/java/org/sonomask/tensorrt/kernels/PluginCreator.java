// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt.kernels;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/** Hands TensorRT a plugin: its {@code IPluginCreator} (NvInferRuntimePlugin.h of TensorRT 10). */
final class PluginCreator {
  private static final int FUNCTIONS = 11;
  private static final int COLLECTION = 16;

  private final Memory release = Plugin.text("1");
  private final Memory namespace = Plugin.text("");
  private final Memory kind = Plugin.text("PLUGIN CREATOR_V1");
  private final Memory noFields = new Memory(COLLECTION);
  private final Plugin plugin;
  private final VirtualObject object;

  /** {@code InterfaceInfo}. */
  @FieldOrder({"kind", "major", "minor"})
  public static final class Info extends Structure implements Structure.ByValue {
    public Pointer kind;
    public int major;
    public int minor;
  }

  private interface Interface extends Callback {
    Info call(Pointer self);
  }

  private interface Answer extends Callback {
    Pointer call(Pointer self);
  }

  private interface Create extends Callback {
    Pointer call(Pointer self, Pointer name, Pointer fields);
  }

  private interface Deserialise extends Callback {
    Pointer call(Pointer self, Pointer name, Pointer data, long length);
  }

  PluginCreator(Plugin plugin) {
    this.plugin = plugin;
    noFields.clear();
    Callback[] functions = new Callback[FUNCTIONS];
    functions[1] = (Interface) self -> info();
    functions[4] = (Answer) self -> plugin.name();
    functions[5] = (Answer) self -> release;
    functions[6] = (Answer) self -> noFields;
    functions[7] = (Create) (self, name, fields) -> plugin.address();
    functions[8] = (Deserialise) (self, name, data, length) -> plugin.address();
    functions[10] = (Answer) self -> namespace;
    this.object =
        new VirtualObject(
            ClassInformation.of(
                "N8nvinfer119IVersionedInterfaceE",
                "N8nvinfer15v_1_022IPluginCreatorInterfaceE",
                "N8nvinfer15v_1_014IPluginCreatorE"),
            functions);
  }

  private Info info() {
    Info info = new Info();
    info.kind = kind;
    info.major = 1;
    info.write();
    return info;
  }

  Pointer address() {
    return object.address();
  }

  /** What it creates. */
  Plugin plugin() {
    return plugin;
  }
}
