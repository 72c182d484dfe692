// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.mask;

import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * The metadata {@code SonoMask} of a video buffer: a GstCustomMeta without tags, so that it
 * survives {@code queue}, {@code tee}, {@code videoconvert} and {@code videoscale}. Coordinates are
 * relative to the picture. The fields of its structure:
 *
 * <table>
 *   <caption>Fields of the structure SonoMask</caption>
 *   <tr><td>mask</td><td>GstBuffer, GRAY8, class label of each mask pixel, 0 is background</td></tr>
 *   <tr><td>confidence</td><td>GstBuffer, GRAY8, 255 is certain</td></tr>
 *   <tr><td>width, height</td><td>gint, mask pixels</td></tr>
 *   <tr><td>x, y, w, h</td><td>gdouble, where the mask lies on the picture, 0 to 1</td></tr>
 *   <tr><td>aspect-width, aspect-height</td><td>gint, the picture's display aspect ratio when it
 *   got the mask, by which bars that are added later are found; may be missing</td></tr>
 *   <tr><td>running-time</td><td>guint64, ns, of the frame that the model saw</td></tr>
 *   <tr><td>age</td><td>guint64, ns, from that frame to this one</td></tr>
 *   <tr><td>source</td><td>string: inferred, held or propagated</td></tr>
 *   <tr><td>model</td><td>string, its name</td></tr>
 *   <tr><td>classes</td><td>string, JSON array of names by label</td></tr>
 *   <tr><td>regions</td><td>string, the objects as {@link RegionList} writes them; may be
 *   missing</td></tr>
 *   <tr><td>duration</td><td>guint64, ns, of the frame that the model saw; may be missing</td></tr>
 *   <tr><td>coverage</td><td>gdouble, how much of the window's sound was there, 0 to 1</td></tr>
 *   <tr><td>level</td><td>gdouble, loudness of the sound during this frame, RMS in dB below full
 *       scale; missing where it is not known</td></tr>
 *   <tr><td>sequence</td><td>guint64, another one for every mask</td></tr>
 * </table>
 *
 * <p>Both GstBuffers are shared by all frames that show the mask, and are not to be written to.
 * They carry a GstVideoMeta.
 */
public final class MaskMeta {
  /** Name of the metadata and of its structure. */
  public static final String NAME = "SonoMask";

  /** The name for native calls; never freed. */
  static final long NATIVE_NAME = GLib.g_strdup(NAME);

  private MaskMeta() {}

  /** Registers the metadata with GStreamer, unless somebody has. */
  static synchronized void register() {
    Launch.initialise();
    if (Gst.gst_meta_get_info(NAME) == 0) {
      long noTags = NativeMemory.allocate(Long.BYTES);
      Gst.gst_meta_register_custom(NAME, noTags, 0, 0, 0);
      NativeMemory.free(noTags);
    }
  }

  /** The structure of a buffer's mask; 0 if it has none. */
  static long structure(long buffer) {
    long meta = Gst.gst_buffer_get_custom_meta(buffer, NATIVE_NAME);
    return meta == 0 ? 0 : Gst.gst_custom_meta_get_structure(meta);
  }

  /** Takes the mask from a buffer that is writable. */
  static void remove(long buffer) {
    RegionMetas.remove(buffer);
    long meta = Gst.gst_buffer_get_custom_meta(buffer, NATIVE_NAME);
    if (meta != 0) {
      Gst.gst_buffer_remove_meta(buffer, meta);
    }
  }

  /** Quark of a field. */
  static int field(String name) {
    return GLib.g_quark_from_string(name);
  }
}
