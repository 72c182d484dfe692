// SPDX-License-Identifier: Apache-2.0
/*
 * Serves a film over RTSP as a camera would, for trying things without a camera:
 *
 *   camera FILE [PORT]      FILE has H.264 and AAC, PORT is 8555 unless said otherwise
 *
 * Each viewer of rtsp://127.0.0.1:PORT/camera sees it from its beginning, in its own time.
 */
#include <gst/rtsp-server/rtsp-server.h>

#define PATH "/camera"

#define PIPELINE \
  "( filesrc location=\"%s\" ! parsebin name=film " \
  "film. ! video/x-h264 ! queue ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 " \
  "film. ! audio/mpeg ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97 )"

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  if (argc < 2 || !g_file_test (argv[1], G_FILE_TEST_IS_REGULAR)) {
    g_printerr ("Usage: %s FILE [PORT]\n", argv[0]);
    return 64;
  }
  const char *port = argc > 2 ? argv[2] : "8555";
  g_autofree gchar *file = g_strescape (argv[1], NULL);
  g_autofree gchar *pipeline = g_strdup_printf (PIPELINE, file);

  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  gst_rtsp_media_factory_set_launch (factory, pipeline);

  GstRTSPServer *server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, port);
  GstRTSPMountPoints *mounts = gst_rtsp_server_get_mount_points (server);
  gst_rtsp_mount_points_add_factory (mounts, PATH, factory);
  g_object_unref (mounts);
  if (!gst_rtsp_server_attach (server, NULL)) {
    g_printerr ("Port %s is taken; name another one.\n", port);
    return 1;
  }
  g_print ("rtsp://127.0.0.1:%d" PATH "\n", gst_rtsp_server_get_bound_port (server));
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  return 0;
}
