// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.frame.FrameFormat;
import org.sonomask.gst.paint.PictureFormat;

/** Which formats go in, and which come out. Owns native caps until {@link #close}. */
final class MatteCaps implements AutoCloseable {

  private final long painted = caps(names(PictureFormat.values()));
  private final long withAlpha =
      caps(
          Arrays.stream(PictureFormat.values())
              .filter(format -> format.alpha().isPresent())
              .map(PictureFormat::name)
              .toList());
  private final Map<PlanarAlpha, Long> before = new EnumMap<>(PlanarAlpha.class);
  private final Map<PlanarAlpha, Long> after = new EnumMap<>(PlanarAlpha.class);

  MatteCaps() {
    for (PlanarAlpha pair : PlanarAlpha.values()) {
      before.put(pair, caps(List.of(pair.name())));
      after.put(pair, caps(List.of(pair.withAlpha())));
    }
  }

  /** Caps of the sink pad, in the syntax of gst-launch-1.0. */
  static String sink() {
    return all(names(PlanarAlpha.values()));
  }

  /** Caps of the src pad, in the syntax of gst-launch-1.0. */
  static String src() {
    return all(Arrays.stream(PlanarAlpha.values()).map(PlanarAlpha::withAlpha).toList());
  }

  private static String all(List<String> more) {
    return FrameFormat.caps(
        Stream.concat(names(PictureFormat.values()).stream(), more.stream()).distinct().toList());
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static long caps(List<String> formats) {
    return Gst.gst_caps_from_string(FrameFormat.caps(formats));
  }

  /**
   * The caps of the other pad.
   *
   * @param ofSink whether the caps are the sink pad's
   * @param caps GstCaps*, borrowed
   * @return GstCaps*, given
   */
  long other(boolean ofSink, long caps, Effect effect) {
    if (effect == Effect.NONE) {
      return Gst.gst_mini_object_ref(caps);
    }
    if (effect != Effect.TRANSPARENT) {
      return common(caps, painted);
    }
    long other = Gst.gst_caps_new_empty();
    for (PlanarAlpha pair : PlanarAlpha.values()) {
      long some = common(caps, (ofSink ? before : after).get(pair));
      setFormat(some, ofSink ? pair.withAlpha() : pair.name());
      Gst.gst_caps_append(other, some);
    }
    Gst.gst_caps_append(other, common(caps, withAlpha));
    return other;
  }

  private static long common(long caps, long ours) {
    return Gst.gst_caps_intersect_full(caps, ours, Flags.GST_CAPS_INTERSECT_FIRST);
  }

  private static void setFormat(long caps, String format) {
    long value = NativeMemory.allocate(Layout.GValue.SIZE);
    GObject.g_value_init(value, GObject.TYPE_STRING);
    GObject.g_value_set_string(value, format);
    Gst.gst_caps_set_value(caps, "format", value);
    GObject.g_value_unset(value);
    NativeMemory.free(value);
  }

  /** Whether frames with these fixed caps can be changed in place. */
  boolean paintable(long caps) {
    return Gst.gst_caps_can_intersect(caps, painted) != 0;
  }

  /** The format that fixed caps name. */
  static String format(long caps) {
    long structure = Gst.gst_caps_get_structure(caps, 0);
    long value = Gst.gst_structure_get_value(structure, "format");
    return value == 0 ? "" : NativeMemory.string(GObject.g_value_get_string(value));
  }

  @Override
  public void close() {
    Gst.gst_mini_object_unref(painted);
    Gst.gst_mini_object_unref(withAlpha);
    before.values().forEach(Gst::gst_mini_object_unref);
    after.values().forEach(Gst::gst_mini_object_unref);
  }
}
