// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementType;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstBase;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.Layout.GObjectClass;
import org.sonomask.gst.ffi.Layout.GstBaseTransformClass;
import org.sonomask.gst.ffi.Layout.GstElementClass;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.Trampoline;

/** Registers a GType and fills its class. */
final class TypeClass {
  private static final Logger LOG = LoggerFactory.getLogger(TypeClass.class);

  private final ElementType type;
  private final Slot slot;
  private ParentClass parent;

  private TypeClass(ElementType type, Slot slot) {
    this.type = type;
    this.slot = slot;
  }

  /**
   * Registers the type and its factory, for ever.
   *
   * <p>A type that the native loader has registered already gets its functions.
   *
   * @throws GstException if the name is taken or GStreamer refuses
   */
  static void register(ElementType type, Slot slot) {
    TypeClass fresh = new TypeClass(type, slot);
    long registered = GObject.g_type_from_name(type.typeName());
    if (registered != 0) {
      Described described = Described.of(type, registered);
      fresh.initFunctions(described.klass());
      described.instancesTo(Trampoline.of((Trampoline.Procedure2) fresh::initInstance));
      return;
    }
    long gtype = fresh.registerType();
    // Refs the class, hence class_init runs within this call.
    if (Gst.gst_element_register(0, type.factory(), 0, gtype) == 0) {
      throw new GstException("GStreamer refused to register the element " + type.factory());
    }
  }

  private boolean isTransform() {
    return type.shape() instanceof ElementType.Transform;
  }

  private long registerType() {
    long base = isTransform() ? GstBase.gst_base_transform_get_type() : Gst.gst_element_get_type();
    long sizes = NativeMemory.allocate(Layout.GTypeQuery.SIZE);
    GObject.g_type_query(base, sizes);
    long gtype =
        GObject.g_type_register_static_simple(
            base,
            type.typeName(),
            NativeMemory.getInt(sizes + Layout.GTypeQuery.CLASS_SIZE),
            Trampoline.of((Trampoline.Procedure2) (klass, data) -> initClass(klass)),
            NativeMemory.getInt(sizes + Layout.GTypeQuery.INSTANCE_SIZE),
            Trampoline.of((Trampoline.Procedure2) this::initInstance),
            0);
    NativeMemory.free(sizes);
    if (gtype == 0) {
      throw new GstException("GObject refused to register the type " + type.typeName());
    }
    return gtype;
  }

  private void initClass(long klass) {
    try {
      initFunctions(klass);
      Gst.gst_element_class_set_metadata(
          klass, type.longName(), type.classification(), type.description(), type.author());
      PropertyClass.install(klass, type.typeName(), type.properties());
      if (type.shape() instanceof ElementType.Transform transform) {
        addTemplates(klass, transform);
      } else if (type.shape() instanceof ElementType.Branches branches) {
        for (ElementType.Branch branch : branches.branches()) {
          addTemplate(klass, branch.sink(), Flags.GST_PAD_SINK, branch.caps());
          addTemplate(klass, branch.src(), Flags.GST_PAD_SRC, branch.caps());
        }
        for (ElementType.Inlet inlet : branches.inlets()) {
          addTemplate(klass, inlet.name(), Flags.GST_PAD_SINK, inlet.caps());
        }
      }
    } catch (Throwable t) {
      LOG.error("the class {} could not be initialised", type.typeName(), t);
    }
  }

  private void initFunctions(long klass) {
    parent = ParentClass.of(klass, isTransform());
    NativeMemory.putLong(klass + GObjectClass.SET_PROPERTY, Vtable.SET_PROPERTY);
    NativeMemory.putLong(klass + GObjectClass.GET_PROPERTY, Vtable.GET_PROPERTY);
    NativeMemory.putLong(klass + GObjectClass.DISPOSE, Vtable.DISPOSE);
    NativeMemory.putLong(klass + GObjectClass.FINALIZE, Vtable.FINALIZE);
    NativeMemory.putLong(klass + GstElementClass.CHANGE_STATE, Vtable.CHANGE_STATE);
    if (type.shape() instanceof ElementType.Transform transform) {
      initFunctions(klass, transform);
    }
  }

  private static void initFunctions(long klass, ElementType.Transform transform) {
    NativeMemory.putLong(klass + GstBaseTransformClass.SET_CAPS, Vtable.SET_CAPS);
    NativeMemory.putLong(klass + GstBaseTransformClass.SINK_EVENT, Vtable.SINK_EVENT);
    NativeMemory.putLong(klass + GstBaseTransformClass.BEFORE_TRANSFORM, Vtable.BEFORE_TRANSFORM);
    NativeMemory.putLong(klass + GstBaseTransformClass.TRANSFORM_IP, Vtable.TRANSFORM_IP);
    NativeMemory.putInt(klass + GstBaseTransformClass.TRANSFORM_IP_ON_PASSTHROUGH, 0);
    if (transform.converts()) {
      NativeMemory.putLong(klass + GstBaseTransformClass.TRANSFORM_CAPS, Vtable.TRANSFORM_CAPS);
      NativeMemory.putLong(klass + GstBaseTransformClass.FIXATE_CAPS, Vtable.FIXATE_CAPS);
      NativeMemory.putLong(klass + GstBaseTransformClass.FILTER_META, Vtable.FILTER_META);
      NativeMemory.putLong(
          klass + GstBaseTransformClass.DECIDE_ALLOCATION, Vtable.DECIDE_ALLOCATION);
      NativeMemory.putLong(
          klass + GstBaseTransformClass.PREPARE_OUTPUT_BUFFER, Vtable.PREPARE_OUTPUT_BUFFER);
      NativeMemory.putLong(klass + GstBaseTransformClass.TRANSFORM, Vtable.TRANSFORM);
    }
  }

  private static void addTemplates(long klass, ElementType.Transform transform) {
    addTemplate(klass, "sink", Flags.GST_PAD_SINK, transform.sink());
    addTemplate(klass, "src", Flags.GST_PAD_SRC, transform.src());
    for (ElementType.Outlet outlet : transform.outlets()) {
      addTemplate(klass, outlet.name(), Flags.GST_PAD_SRC, outlet.caps());
    }
  }

  private static void addTemplate(long klass, String name, int direction, String text) {
    long caps = Gst.gst_caps_from_string(text);
    if (caps == 0) {
      throw new GstException("these are no caps: " + text);
    }
    Gst.gst_element_class_add_pad_template(
        klass, Gst.gst_pad_template_new(name, direction, Flags.GST_PAD_ALWAYS, caps));
    Gst.gst_mini_object_unref(caps);
  }

  private void initInstance(long element, long klass) {
    try {
      PropertyValues values = new PropertyValues(type.properties());
      Instance<?> instance =
          type.shape() instanceof ElementType.Branches branches
              ? new BranchInstance(element, values, branches)
              : new TransformInstance(element, values, (ElementType.Transform) type.shape());
      instance.belongTo(slot, parent);
      Instances.add(instance);
      instance.initialise(klass);
      slot.add(instance);
    } catch (Throwable t) {
      LOG.error("an instance of {} could not be initialised", type.typeName(), t);
    }
  }
}
