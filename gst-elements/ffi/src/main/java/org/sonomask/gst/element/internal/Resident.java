// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.Preview;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/** An instance as others see it: each call takes a reference for as long as it lasts. */
final class Resident implements ElementInstance {
  private final Instance<?> instance;

  Resident(Instance<?> instance) {
    this.instance = instance;
  }

  private <T> T with(LongFunction<T> work) {
    if (!instance.slot().reference(instance)) {
      throw new IllegalStateException("this " + type().factory() + " is gone");
    }
    try {
      return work.apply(instance.element());
    } finally {
      Gst.gst_object_unref(instance.element());
    }
  }

  @Override
  public ElementType type() {
    return instance.slot().type();
  }

  @Override
  public String name() {
    return with(element -> instance.name());
  }

  @Override
  public String path() {
    String typed = with(element -> NativeMemory.take(Gst.gst_object_get_path_string(element)));
    return typed.replaceAll("/[^/:]*:", "/");
  }

  @Override
  public Object get(String property) {
    int index = type().properties().indexOf(type().property(property));
    return with(element -> instance.value(index));
  }

  @Override
  public void set(String property, Object value) {
    PropertySpec spec = type().property(property);
    Object converted = spec.convert(value);
    with(element -> set(element, spec, converted));
  }

  private Void set(long element, PropertySpec spec, Object value) {
    long content = NativeMemory.allocate(Layout.GValue.SIZE);
    try {
      GObject.g_value_init(content, PropertyClass.type(type().typeName(), spec));
      GValues.write(spec, value, content);
      GObject.g_object_set_property(element, spec.name(), content);
      GObject.g_value_unset(content);
    } finally {
      NativeMemory.free(content);
    }
    return null;
  }

  @Override
  public String dot() {
    return with(Resident::graph);
  }

  /** The topmost bin above the element, or the element alone if it is in none. */
  private static String graph(long element) {
    long top = Gst.gst_object_ref(element);
    long parent = Gst.gst_object_get_parent(top);
    if (parent == 0) {
      Gst.gst_object_unref(top);
      throw new IllegalStateException("the element is in no pipeline");
    }
    while (parent != 0) {
      Gst.gst_object_unref(top);
      top = parent;
      parent = Gst.gst_object_get_parent(top);
    }
    try {
      return NativeMemory.take(Gst.gst_debug_bin_to_dot_data(top, Flags.GST_DEBUG_GRAPH_SHOW_ALL));
    } finally {
      Gst.gst_object_unref(top);
    }
  }

  @Override
  public Preview watch(Preview.Size size, Consumer<byte[]> taker) {
    String pad =
        type().shape() instanceof ElementType.Branches branches
            ? branches.branches().get(0).src()
            : "src";
    return with(element -> PadPreview.start(element, pad, size, taker));
  }
}
