// SPDX-License-Identifier: Apache-2.0
/*
 * A program that ends while its pipeline plays, as many do:
 *
 *   leave PIPELINE      the pipeline has a sink named sink, and may go on for ever
 */
#include <gst/gst.h>

#define FRAMES 10
#define A_MOMENT (G_USEC_PER_SEC / 100)

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  if (argc < 2)
    return 64;
  GstElement *pipeline = gst_parse_launch (argv[1], NULL);
  GstElement *sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  guint64 rendered = 0;
  while (rendered < FRAMES) {
    GstStructure *stats = NULL;
    g_usleep (A_MOMENT);
    g_object_get (sink, "stats", &stats, NULL);
    gst_structure_get_uint64 (stats, "rendered", &rendered);
    gst_structure_free (stats);
  }
  return 0;
}
