// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.stream.Collectors;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.element.PropertySpec;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * A GType that the native loader ({@code gst-elements/loader}) registered from a description of the
 * element, so that programs see it before there is a JVM: it has metadata, pad templates and
 * properties, and waits for the functions of its class.
 *
 * @param element the loader's record of it, there for ever
 * @param klass GstElementClass*, there for ever
 */
record Described(long element, long klass) {

  /** Under this name the loader keeps its {@code Element}, whose first two fields are read here. */
  private static final String QUARK = "sonomask-element";

  private static final int INSTANCE_INIT = 0;
  private static final int PROPERTIES = 8;

  /**
   * A type that has been registered.
   *
   * @throws GstException if it was not by the loader, or not as the element is now
   */
  static Described of(ElementType type, long gtype) {
    long element = GObject.g_type_get_qdata(gtype, GLib.g_quark_from_string(QUARK));
    if (element == 0) {
      throw new GstException(
          "the type "
              + type.typeName()
              + " is registered already, by a class loader that left no trace or by a native"
              + " plugin: restart the process");
    }
    String described = NativeMemory.string(NativeMemory.getLong(element + PROPERTIES));
    String actual =
        type.properties().stream().map(PropertySpec::name).collect(Collectors.joining(","));
    if (!actual.equals(described)) {
      throw new GstException(
          "elements.ini describes "
              + type.factory()
              + " with the properties "
              + described
              + ", but it has "
              + actual
              + ": install the loader and the bundles of one build");
    }
    return new Described(element, GObject.g_type_class_ref(gtype));
  }

  /**
   * Gives the instances to Java, those that are to come and the one being made; last of all, since
   * another thread may make one at once.
   *
   * @param instanceInit native function pointer that is valid for ever
   */
  void instancesTo(long instanceInit) {
    NativeMemory.putLong(element + INSTANCE_INIT, instanceInit);
  }
}
