// SPDX-License-Identifier: Apache-2.0
/*
 * A program with a SIGSEGV handler of its own, taken before or after its first element of ours:
 *
 *   host early|late PIPELINE
 *
 * Plays the pipeline to its end, then reads where nothing is; ends with 42 if its handler hears of that,
 * with 43 if it hears of a fault before.
 */
#include <gst/gst.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define HEARD 42
#define HEARD_TOO_MUCH 43

static volatile sig_atomic_t played;

static void
hear (int signal)
{
  (void) signal;
  _exit (played ? HEARD : HEARD_TOO_MUCH);
}

static void
take_sigsegv (void)
{
  struct sigaction action;
  memset (&action, 0, sizeof action);
  action.sa_handler = hear;
  action.sa_flags = SA_ONSTACK;
  sigaction (SIGSEGV, &action, NULL);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  if (argc < 3)
    return 64;
  if (g_str_equal (argv[1], "late")) {
    gst_object_unref (gst_element_factory_make ("sonooverlay", NULL));
    g_usleep (G_USEC_PER_SEC / 10);     /* the test's bundle sees that the element is gone */
  }
  take_sigsegv ();

  GError *error = NULL;
  GstElement *pipeline = gst_parse_launch (argv[2], &error);
  if (error) {
    g_printerr ("%s\n", error->message);
    return 65;
  }
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  GstMessage *message = gst_bus_timed_pop_filtered (gst_element_get_bus (pipeline),
      GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_EOS)
    return 66;
  gst_element_set_state (pipeline, GST_STATE_NULL);
  played = 1;
  volatile int *volatile nowhere = NULL;
  return *nowhere;
}
