// SPDX-License-Identifier: Apache-2.0
package org.sonomask.pipelines;

import static org.sonomask.gst.ffi.Flags.GST_MESSAGE_CLOCK_LOST;
import static org.sonomask.gst.ffi.Flags.GST_MESSAGE_EOS;
import static org.sonomask.gst.ffi.Flags.GST_MESSAGE_ERROR;
import static org.sonomask.gst.ffi.Flags.GST_MESSAGE_LATENCY;
import static org.sonomask.gst.ffi.Flags.GST_MESSAGE_WARNING;

import java.util.function.Consumer;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.GLib;
import org.sonomask.gst.ffi.GObject;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.GstException;
import org.sonomask.gst.ffi.GstPipeline;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;

/**
 * A pipeline that is played once, from a description as {@code gst-launch-1.0} takes it. The thread
 * that plays owns everything native.
 */
public final class Playback {
  private static final long LOOK_NANOS = 100_000_000;
  private static final int TOLD =
      GST_MESSAGE_EOS
          | GST_MESSAGE_ERROR
          | GST_MESSAGE_WARNING
          | GST_MESSAGE_LATENCY
          | GST_MESSAGE_CLOCK_LOST;

  private final String name;
  private final String description;

  /**
   * Does nothing yet.
   *
   * @param name of the pipeline; empty for one of GStreamer's choice
   * @param description may name any element, {@code filesink} too: take none from outside
   */
  public Playback(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /**
   * Plays to the end of the stream, or until the thread is interrupted.
   *
   * @param playing is told when the description has been understood and the pipeline starts
   * @param warnings gets sentences for people
   * @throws GstException if the description is wrong or the pipeline fails; the message says which
   *     element and why
   * @throws InterruptedException if the thread was interrupted; the pipeline has stopped
   */
  public void play(Runnable playing, Consumer<String> warnings) throws InterruptedException {
    long pipeline = pipeline();
    long bus = GstPipeline.gst_element_get_bus(pipeline);
    try {
      boolean starts =
          GstPipeline.gst_element_set_state(pipeline, Flags.GST_STATE_PLAYING)
              != Flags.GST_STATE_CHANGE_FAILURE;
      playing.run();
      boolean over = false;
      while (!over) {
        long message = GstPipeline.gst_bus_timed_pop_filtered(bus, starts ? LOOK_NANOS : 0, TOLD);
        if (message == 0 && !starts) {
          throw new GstException("the pipeline refuses to start");
        }
        over = message != 0 && isEnd(message, pipeline, warnings);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      GstPipeline.gst_element_set_state(pipeline, Flags.GST_STATE_NULL);
      Gst.gst_object_unref(bus);
      Gst.gst_object_unref(pipeline);
    }
  }

  private long pipeline() {
    long element = Launch.parse(description);
    long pipeline = element;
    if (GObject.g_type_check_instance_is_a(element, GstPipeline.gst_pipeline_get_type()) == 0) {
      pipeline = GstPipeline.gst_pipeline_new(null);
      GstPipeline.gst_bin_add(pipeline, element);
    }
    if (!name.isEmpty()) {
      GstPipeline.gst_object_set_name(pipeline, name);
    }
    return GstPipeline.gst_object_ref_sink(pipeline);
  }

  /** Does what a message asks for; says whether it is the end. Takes the message. */
  private static boolean isEnd(long message, long pipeline, Consumer<String> warnings) {
    try {
      int type = NativeMemory.getInt(message + Layout.GstMessage.TYPE);
      switch (type) {
        case GST_MESSAGE_ERROR, GST_MESSAGE_WARNING -> {
          String sentence = sentence(message, type == GST_MESSAGE_ERROR);
          if (type == GST_MESSAGE_ERROR) {
            throw new GstException(sentence);
          }
          warnings.accept(sentence);
        }
        case GST_MESSAGE_LATENCY -> GstPipeline.gst_bin_recalculate_latency(pipeline);
        case GST_MESSAGE_CLOCK_LOST -> {
          // Going through PAUSED lets the pipeline choose another clock.
          GstPipeline.gst_element_set_state(pipeline, Flags.GST_STATE_PAUSED);
          GstPipeline.gst_element_set_state(pipeline, Flags.GST_STATE_PLAYING);
        }
        default -> {
          return true;
        }
      }
      return false;
    } finally {
      Gst.gst_mini_object_unref(message);
    }
  }

  private static String sentence(long message, boolean isError) {
    long place = NativeMemory.allocate(Long.BYTES);
    try {
      if (isError) {
        GstPipeline.gst_message_parse_error(message, place, 0);
      } else {
        GstPipeline.gst_message_parse_warning(message, place, 0);
      }
      long error = NativeMemory.getLong(place);
      long source = NativeMemory.getLong(message + Layout.GstMessage.SRC);
      String text = NativeMemory.string(NativeMemory.getLong(error + Layout.GError.MESSAGE));
      GLib.g_error_free(error);
      return NativeMemory.take(Gst.gst_object_get_name(source)) + ": " + text;
    } finally {
      NativeMemory.free(place);
    }
  }
}
