// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import java.util.List;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.Region;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstVideo;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The regions of a mask as GstVideoRegionOfInterestMetas, which every GStreamer has: the type is
 * the class, the id the track, and a parameter {@code sonomask} holds label and score. A frame
 * costs a few native calls a region and no Java allocation.
 */
final class RegionMetas implements UpstreamMask {
  private static final long PARAMETER = GLib.g_strdup("sonomask");
  private static final long API = GstVideo.gst_video_region_of_interest_meta_api_get_type();

  private final Placement placement = new Placement();
  private MaskFrame mask;
  private int[] quarks;

  /** GstStructure* of each region, owned. */
  private long[] parameters;

  RegionMetas(MaskFrame mask) {
    prepare(mask);
  }

  private void prepare(MaskFrame fresh) {
    mask = fresh;
    List<Region> regions = mask.regions();
    quarks = new int[regions.size()];
    parameters = new long[regions.size()];
    for (int i = 0; i < parameters.length; i++) {
      Region region = regions.get(i);
      quarks[i] = GLib.g_quark_from_string(region.name());
      parameters[i] =
          Gst.gst_structure_from_string(
              "sonomask, label=(uint)" + region.label() + ", score=(double)" + region.score(), 0);
    }
  }

  @Override
  public void add(long buffer, int x, int y, int width, int height) {
    placement.picture(x, y, width, height);
    for (int i = 0; i < parameters.length; i++) {
      Region region = mask.regions().get(i);
      placement.place(mask, region);
      long meta =
          GstVideo.gst_buffer_add_video_region_of_interest_meta_id(
              buffer,
              quarks[i],
              Math.max(0, placement.left()),
              Math.max(0, placement.top()),
              placement.width(),
              placement.height());
      NativeMemory.putInt(
          meta + Layout.GstVideoRegionOfInterestMeta.ID, (int) Math.min(region.track(), 1L << 30));
      GstVideo.gst_video_region_of_interest_meta_add_param(
          meta, Gst.gst_structure_copy(parameters[i]));
    }
  }

  /** Takes away what was added to a writable buffer, by whomever of us. */
  static void remove(long buffer) {
    long ours = ours(buffer);
    while (ours != 0) {
      Gst.gst_buffer_remove_meta(buffer, ours);
      ours = ours(buffer);
    }
  }

  /** A region of interest of ours, or 0; others may be there. */
  private static long ours(long buffer) {
    if (Gst.gst_buffer_get_meta(buffer, API) == 0) {
      return 0;
    }
    long state = NativeMemory.allocate(Long.BYTES);
    long meta = Gst.gst_buffer_iterate_meta_filtered(buffer, state, API);
    while (meta != 0
        && GstVideo.gst_video_region_of_interest_meta_get_param(meta, PARAMETER) == 0) {
      meta = Gst.gst_buffer_iterate_meta_filtered(buffer, state, API);
    }
    NativeMemory.free(state);
    return meta;
  }

  @Override
  public void replace(MaskFrame fitted, long labels) {
    Gst.gst_mini_object_unref(labels);
    if (fitted.regions() == mask.regions()) {
      mask = fitted;
    } else {
      close();
      prepare(fitted);
    }
  }

  @Override
  public void close() {
    for (long parameter : parameters) {
      Gst.gst_structure_free(parameter);
    }
  }
}
