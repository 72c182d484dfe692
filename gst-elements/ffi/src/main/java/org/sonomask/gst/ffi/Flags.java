// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** Bits and small enumerations of C, under their names there. */
public final class Flags {
  public static final int G_PARAM_READABLE = 1;
  public static final int G_PARAM_WRITABLE = 2;
  public static final int GST_PARAM_MUTABLE_READY = 1 << 10;
  public static final int GST_PARAM_MUTABLE_PLAYING = 1 << 12;

  public static final int GST_PAD_SRC = 1;
  public static final int GST_PAD_SINK = 2;
  public static final int GST_PAD_ALWAYS = 0;
  public static final int GST_PAD_MODE_PUSH = 1;
  public static final int GST_PAD_PROBE_TYPE_BUFFER = 1 << 4;
  public static final int GST_PAD_PROBE_OK = 1;
  public static final int GST_DEBUG_GRAPH_SHOW_ALL = 15;
  public static final int GST_PAD_FLAG_PROXY_CAPS = 1 << 12;
  public static final int GST_PAD_FLAG_PROXY_ALLOCATION = 1 << 13;

  public static final int GST_MAP_READ = 1;
  public static final int GST_MAP_WRITE = 2;
  public static final int GST_BUFFER_POOL_ACQUIRE_FLAG_DONTWAIT = 1 << 1;
  public static final int GST_BUFFER_COPY_FLAGS = 1;
  public static final int GST_BUFFER_COPY_TIMESTAMPS = 2;
  public static final int GST_BUFFER_COPY_META = 4;
  public static final int GST_BUFFER_COPY_MEMORY = 8;
  public static final int GST_BUFFER_FLAG_HEADER = 1 << 10;

  public static final int GST_FORMAT_TIME = 3;

  public static final int GST_STATE_CHANGE_FAILURE = 0;
  public static final int GST_STATE_CHANGE_NULL_TO_READY = 1 << 3 | 2;
  public static final int GST_STATE_CHANGE_READY_TO_PAUSED = 2 << 3 | 3;
  public static final int GST_STATE_CHANGE_PAUSED_TO_PLAYING = 3 << 3 | 4;
  public static final int GST_STATE_CHANGE_PAUSED_TO_READY = 3 << 3 | 2;

  public static final int GST_STATE_NULL = 1;
  public static final int GST_STATE_PAUSED = 3;
  public static final int GST_STATE_PLAYING = 4;

  public static final int GST_MESSAGE_EOS = 1;
  public static final int GST_MESSAGE_ERROR = 1 << 1;
  public static final int GST_MESSAGE_WARNING = 1 << 2;
  public static final int GST_MESSAGE_CLOCK_LOST = 1 << 10;
  public static final int GST_MESSAGE_LATENCY = 1 << 19;
  public static final int GST_STREAM_ERROR_FAILED = 1;
  public static final int GST_LIBRARY_ERROR_FAILED = 1;

  public static final int GST_CAPS_INTERSECT_FIRST = 1;

  public static final int GST_PARSE_FLAG_FATAL_ERRORS = 1;

  private Flags() {}
}
