/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the analytics metadata of a buffer with GStreamer's own functions, and says what it finds:
 * a program that knows nothing of Sonomask. One shared object, one function, for the tests.
 */
#include <gst/analytics/analytics.h>
#include <gst/video/video.h>
#include <stdio.h>

/* Says a line for each label of a segmentation. */
static void
say_classes (FILE * out, GstAnalyticsSegmentationMtd * seg, GstAnalyticsClsMtd * cls)
{
  gsize count = gst_analytics_segmentation_mtd_get_region_count (seg);
  for (gsize i = 0; i < count; i++)
    fprintf (out, "class %u %s\n",
        gst_analytics_segmentation_mtd_get_region_id (seg, i),
        g_quark_to_string (gst_analytics_cls_mtd_get_quark (cls, i)));
}

/* Says where the mask lies and what each of its pixels is. */
static void
say_mask (FILE * out, GstAnalyticsSegmentationMtd * seg)
{
  gint x, y;
  guint w, h;
  GstBuffer *mask = gst_analytics_segmentation_mtd_get_mask (seg, &x, &y, &w, &h);
  GstVideoMeta *video = gst_buffer_get_video_meta (mask);
  GstMapInfo map;
  gst_buffer_map (mask, &map, GST_MAP_READ);
  fprintf (out, "mask %s %ux%u at %d %d %u %u\npixels",
      gst_video_format_to_string (video->format), video->width, video->height, x, y, w, h);
  for (guint row = 0; row < video->height; row++)
    for (guint column = 0; column < video->width; column++)
      fprintf (out, " %u", map.data[video->offset[0] + row * video->stride[0] + column]);
  fputc ('\n', out);
  gst_buffer_unmap (mask, &map);
  gst_buffer_unref (mask);
}

/* Says what a box is, and which track it belongs to. */
static void
say_box (FILE * out, GstAnalyticsRelationMeta * meta, GstAnalyticsODMtd * box)
{
  gint x, y, w, h;
  gfloat level;
  GstAnalyticsMtd track;
  gpointer state = NULL;
  guint64 id;
  GstClockTime first, last;
  gboolean lost;
  gst_analytics_od_mtd_get_location (box, &x, &y, &w, &h, &level);
  fprintf (out, "box %s %d %d %d %d %.3f",
      g_quark_to_string (gst_analytics_od_mtd_get_obj_type (box)), x, y, w, h, level);
  if (gst_analytics_relation_meta_get_direct_related (meta, box->id,
          GST_ANALYTICS_REL_TYPE_RELATE_TO, gst_analytics_tracking_mtd_get_mtd_type (), &state,
          &track)
      && gst_analytics_tracking_mtd_get_info ((GstAnalyticsTrackingMtd *) & track, &id, &first,
          &last, &lost))
    fprintf (out, " track %" G_GUINT64_FORMAT, id);
  fputc ('\n', out);
}

/* Writes what a buffer's analytics metadata say to a file; FALSE if it has none. */
gboolean
read_segmentation (GstBuffer * buffer, const gchar * path)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  GstAnalyticsMtd found;
  gpointer state = NULL;
  if (meta == NULL)
    return FALSE;
  FILE *out = fopen (path, "w");
  while (gst_analytics_relation_meta_iterate (meta, &state,
          gst_analytics_segmentation_mtd_get_mtd_type (), &found)) {
    GstAnalyticsMtd cls;
    gpointer related = NULL;
    say_mask (out, (GstAnalyticsSegmentationMtd *) & found);
    if (gst_analytics_relation_meta_get_direct_related (meta, found.id,
            GST_ANALYTICS_REL_TYPE_RELATE_TO, gst_analytics_cls_mtd_get_mtd_type (), &related,
            &cls))
      say_classes (out, (GstAnalyticsSegmentationMtd *) & found, (GstAnalyticsClsMtd *) & cls);
  }
  state = NULL;
  while (gst_analytics_relation_meta_iterate (meta, &state,
          gst_analytics_od_mtd_get_mtd_type (), &found))
    say_box (out, meta, (GstAnalyticsODMtd *) & found);
  fclose (out);
  return TRUE;
}
