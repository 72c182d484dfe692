// SPDX-License-Identifier: Apache-2.0
/*
 * Serves a camera, a file or any other URI over RTSP, with what sounds in it marked:
 *
 *   rtsp-server URI [PORT]      e.g. rtsp-server rtsp://camera/stream 8554
 *
 * All viewers of rtsp://127.0.0.1:PORT/marked share one pipeline. It is a program like any other in C:
 * that sonomask and sonooverlay are written in Java shows nowhere.
 */
#include <gst/rtsp-server/rtsp-server.h>

#define PATH "/marked"

#define PIPELINE \
  "( uridecodebin3 uri=\"%s\" name=in  sonomask name=mask " \
  "in. ! video/x-raw ! queue ! videoconvert ! mask.video_sink " \
  "in. ! audio/x-raw ! queue ! audioconvert ! mask.audio_sink " \
  "mask.video_src ! sonooverlay ! videoconvert ! x264enc tune=zerolatency speed-preset=ultrafast " \
  "! h264parse ! rtph264pay name=pay0 pt=96 " \
  "mask.audio_src ! queue ! audioconvert ! audioresample ! opusenc ! rtpopuspay name=pay1 pt=97 )"

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  if (argc < 2 || !gst_uri_is_valid (argv[1])) {
    g_printerr ("Usage: %s URI [PORT]\nURI begins with rtsp://, file:// or the like.\n", argv[0]);
    return 64;
  }
  const char *port = argc > 2 ? argv[2] : "8554";
  g_autofree gchar *uri = g_strescape (argv[1], NULL);
  g_autofree gchar *pipeline = g_strdup_printf (PIPELINE, uri);

  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  gst_rtsp_media_factory_set_launch (factory, pipeline);
  gst_rtsp_media_factory_set_shared (factory, TRUE);

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
