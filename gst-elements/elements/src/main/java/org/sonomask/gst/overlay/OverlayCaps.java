// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.frame.FrameFormat;

/** Finds out whether downstream lays GstVideoOverlayCompositions over frames itself. */
final class OverlayCaps {

  private static final String FEATURE = "meta:GstVideoOverlayComposition";

  private OverlayCaps() {}

  /** Caps of both pads, in the syntax of gst-launch-1.0. */
  static String all() {
    String plain = FrameFormat.caps();
    return plain
        + "; "
        + plain.replace("video/x-raw,", "video/x-raw(memory:SystemMemory, " + FEATURE + "),");
  }

  /**
   * The caps that the src pad may have.
   *
   * @param caps GstCaps* of the sink pad, borrowed
   * @param wanted whether compositions may be attached
   * @return GstCaps*, given
   */
  static long after(long caps, boolean wanted) {
    if (hasFeature(caps) || !wanted) {
      return Gst.gst_mini_object_ref(caps);
    }
    long with = with(caps);
    Gst.gst_caps_append(with, Gst.gst_caps_copy(caps));
    return with;
  }

  /**
   * Those with compositions if there are some, whatever downstream would rather have.
   *
   * @param possible GstCaps*, taken
   * @return GstCaps*, given, fixed
   */
  static long chosen(long possible) {
    for (int i = 0; i < Gst.gst_caps_get_size(possible); i++) {
      if (Gst.gst_caps_features_contains(Gst.gst_caps_get_features(possible, i), FEATURE) != 0) {
        long with = Gst.gst_caps_copy_nth(possible, i);
        Gst.gst_mini_object_unref(possible);
        return Gst.gst_caps_fixate(with);
      }
    }
    return Gst.gst_caps_fixate(possible);
  }

  /**
   * The caps that the sink pad may have.
   *
   * @param caps GstCaps* of the src pad, borrowed
   * @return GstCaps*, given
   */
  static long before(long caps) {
    long both = Gst.gst_caps_copy(caps);
    for (int i = 0; i < Gst.gst_caps_get_size(both); i++) {
      Gst.gst_caps_features_remove(Gst.gst_caps_get_features(both, i), FEATURE);
    }
    Gst.gst_caps_append(both, Gst.gst_caps_copy(caps));
    return both;
  }

  private static long with(long caps) {
    long copy = Gst.gst_caps_copy(caps);
    for (int i = 0; i < Gst.gst_caps_get_size(copy); i++) {
      long features = Gst.gst_caps_get_features(copy, i);
      if (Gst.gst_caps_features_contains(features, FEATURE) == 0) {
        Gst.gst_caps_features_add(features, FEATURE);
      }
    }
    return copy;
  }

  /** Whether all caps say that frames may have compositions. */
  static boolean hasFeature(long caps) {
    for (int i = 0; i < Gst.gst_caps_get_size(caps); i++) {
      if (Gst.gst_caps_features_contains(Gst.gst_caps_get_features(caps, i), FEATURE) == 0) {
        return false;
      }
    }
    return Gst.gst_caps_get_size(caps) > 0;
  }

  /**
   * Whether downstream says that it takes compositions. To be asked after it got its caps, on the
   * streaming thread.
   *
   * @param src GstPad*, borrowed
   */
  static boolean isTakenBehind(long src) {
    long caps = Gst.gst_pad_get_current_caps(src);
    if (caps == 0) {
      return false;
    }
    long query = Gst.gst_query_new_allocation(caps, 0);
    long api = GstVideo.gst_video_overlay_composition_meta_api_get_type();
    boolean taken =
        Gst.gst_pad_peer_query(src, query) != 0
            && Gst.gst_query_find_allocation_meta(query, api, 0) != 0;
    Gst.gst_mini_object_unref(query);
    Gst.gst_mini_object_unref(caps);
    return taken;
  }
}
