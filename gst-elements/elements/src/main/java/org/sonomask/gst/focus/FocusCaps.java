// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.focus;

import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.NativeMemory;

/** Caps of which one pad has another picture size than the other. */
final class FocusCaps {
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";

  private FocusCaps() {}

  /**
   * The same caps, and after them those of any size.
   *
   * @param caps GstCaps*, borrowed
   * @return GstCaps*, given
   */
  static long anySize(long caps) {
    long sizes = Gst.gst_caps_copy(caps);
    for (int i = 0; i < Gst.gst_caps_get_size(sizes); i++) {
      long structure = Gst.gst_caps_get_structure(sizes, i);
      Gst.gst_structure_remove_field(structure, WIDTH);
      Gst.gst_structure_remove_field(structure, HEIGHT);
    }
    long all = Gst.gst_caps_copy(caps);
    Gst.gst_caps_append(all, sizes);
    return all;
  }

  /**
   * Chooses the size that is nearest to the other pad's, and of its aspect where only one side is
   * given.
   *
   * @param caps GstCaps*, borrowed, fixed
   * @param other GstCaps*, taken
   * @return GstCaps*, given, fixed
   */
  static long nearest(long caps, long other) {
    long one = Gst.gst_caps_truncate(other);
    if (Gst.gst_mini_object_is_writable(one) == 0) {
      long copy = Gst.gst_caps_copy(one);
      Gst.gst_mini_object_unref(one);
      one = copy;
    }
    long structure = Gst.gst_caps_get_structure(one, 0);
    long given = Gst.gst_caps_get_structure(caps, 0);
    int width = integer(given, WIDTH);
    int height = integer(given, HEIGHT);
    if (width > 0 && height > 0) {
      int fixedHeight = integer(structure, HEIGHT);
      int near = fixedHeight > 0 ? (int) Math.round((double) fixedHeight * width / height) : width;
      Gst.gst_structure_fixate_field_nearest_int(structure, WIDTH, near);
      int chosen = integer(structure, WIDTH);
      Gst.gst_structure_fixate_field_nearest_int(
          structure, HEIGHT, (int) Math.round((double) chosen * height / width));
    }
    return Gst.gst_caps_fixate(one);
  }

  /** An integer field; 0 if it has no single value. */
  private static int integer(long structure, String field) {
    long value = NativeMemory.allocate(Integer.BYTES);
    int found =
        Gst.gst_structure_get_int(structure, field, value) == 0 ? 0 : NativeMemory.getInt(value);
    NativeMemory.free(value);
    return found;
  }
}
