// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** A pipeline under test, driven by plain calls so that references are counted by hand. */
public final class TestPipeline implements AutoCloseable {
  public static final int NULL = 1;
  public static final int READY = 2;
  public static final int PAUSED = 3;
  public static final int PLAYING = 4;

  public static final int MESSAGE_EOS = 1;
  public static final int MESSAGE_ERROR = 1 << 1;
  public static final int MESSAGE_WARNING = 1 << 2;
  public static final int MESSAGE_LATENCY = 1 << 19;
  public static final int MESSAGE_ELEMENT = 1 << 15;

  private static final int BUS_PASS = 1;
  private static final int PROBE_BUFFER = 1 << 4;
  private static final int PROBE_EVENT_DOWNSTREAM = 1 << 6;
  private static final int PROBE_OK = 1;
  private static final long PROBE_INFO_DATA = 16;

  /** What only a hang takes, on however slow and busy a machine. */
  private static final double PATIENCE_SECONDS = 600;

  private final long pipeline;
  private final long bus;
  private final List<Long> references = new ArrayList<>();
  private final Queue<Message> warnings = new ArrayDeque<>();

  /** A message: its type, and its text or structure. */
  public record Message(int type, String text) {}

  public TestPipeline(String description) {
    pipeline = Launch.parse(description);
    bus = GstPipeline.gst_element_get_bus(pipeline);
  }

  /** Goes to a state, and waits until it is there. */
  public void state(int state) {
    GstPipeline.gst_element_set_state(pipeline, state);
    if (GstPipeline.gst_element_get_state(pipeline, 0, 0, (long) (PATIENCE_SECONDS * 1e9)) == 0) {
      throw new AssertionError("the state " + state + " failed: " + await(MESSAGE_ERROR, 0));
    }
  }

  /** Goes to a state without waiting. */
  public void begin(int state) {
    GstPipeline.gst_element_set_state(pipeline, state);
  }

  /**
   * The next message of these types within so many seconds. Others are lost, but for warnings that
   * come while {@link #playToEnd} plays.
   */
  public Optional<Message> await(int types, double seconds) {
    if ((types & MESSAGE_WARNING) != 0 && !warnings.isEmpty()) {
      return Optional.of(warnings.remove());
    }
    return pop(types, seconds);
  }

  /** The next message of these types, whenever it comes. */
  public Optional<Message> await(int types) {
    return await(types, PATIENCE_SECONDS);
  }

  private Optional<Message> pop(int types, double seconds) {
    long message = GstPipeline.gst_bus_timed_pop_filtered(bus, (long) (seconds * 1e9), types);
    if (message == 0) {
      return Optional.empty();
    }
    int type = NativeMemory.getInt(message + Layout.GstMessage.TYPE);
    String text =
        switch (type) {
          case MESSAGE_ERROR, MESSAGE_WARNING -> failure(message, type);
          case MESSAGE_ELEMENT ->
              NativeMemory.take(
                  Gst.gst_structure_to_string(PipelineNatives.gst_message_get_structure(message)));
          default -> "";
        };
    Gst.gst_mini_object_unref(message);
    return Optional.of(new Message(type, text));
  }

  /** Plays to the end, and fails on an error. */
  public void playToEnd() {
    begin(PLAYING);
    Message last = next();
    while (last.type() == MESSAGE_WARNING) {
      warnings.add(last);
      last = next();
    }
    if (last.type() != MESSAGE_EOS) {
      throw new AssertionError(last.text());
    }
  }

  private Message next() {
    return pop(MESSAGE_EOS | MESSAGE_ERROR | MESSAGE_WARNING, PATIENCE_SECONDS)
        .orElseThrow(() -> new AssertionError("no EOS within " + PATIENCE_SECONDS + " s"));
  }

  /** An element by name; kept until this is closed. */
  public long element(String name) {
    long element = PipelineNatives.gst_bin_get_by_name(pipeline, name);
    if (element == 0) {
      throw new AssertionError("no element " + name);
    }
    references.add(element);
    return element;
  }

  /** Tells of every message when it is posted, on the thread that posts it. */
  public void whenPosted(IntConsumer onType) {
    long handler =
        Trampoline.of(
            (Trampoline.Question3)
                (from, message, data) -> {
                  onType.accept(NativeMemory.getInt(message + Layout.GstMessage.TYPE));
                  return BUS_PASS;
                });
    PipelineNatives.gst_bus_set_sync_handler(bus, 0, 0, 0);
    PipelineNatives.gst_bus_set_sync_handler(bus, handler, 0, 0);
  }

  /** A pad of an element; kept until this is closed. */
  public long pad(String element, String name) {
    long pad = PipelineNatives.gst_element_get_static_pad(element(element), name);
    references.add(pad);
    return pad;
  }

  public void set(String element, String property, String value) {
    PipelineNatives.gst_util_set_object_arg(element(element), property, value);
  }

  /** A property's value as gst-launch-1.0 would write it. */
  public String get(String element, String property) {
    long value = NativeMemory.allocate(Layout.GValue.SIZE);
    GObject.g_object_get_property(element(element), property, value);
    String text = unquoted(NativeMemory.take(PipelineNatives.gst_value_serialize(value)));
    GObject.g_value_unset(value);
    NativeMemory.free(value);
    return text;
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\\", "") : text;
  }

  /** Shows every buffer that passes a pad; on the streaming thread. */
  public void probe(String element, String pad, LongConsumer onBuffer) {
    probe(element, pad, PROBE_BUFFER, onBuffer);
  }

  private void probe(String element, String pad, int type, LongConsumer onData) {
    long callback =
        Trampoline.of(
            (Trampoline.Question3)
                (at, info, data) -> {
                  onData.accept(NativeMemory.getLong(info + PROBE_INFO_DATA));
                  return PROBE_OK;
                });
    PipelineNatives.gst_pad_add_probe(pad(element, pad), type, callback, 0, 0);
  }

  /** Shows every event that passes a pad downstream; on the streaming thread. */
  public void probeEvents(String element, String pad, LongConsumer onEvent) {
    probe(element, pad, PROBE_EVENT_DOWNSTREAM, onEvent);
  }

  private static final int SEEK_FLUSH_TO_KEY_UNIT = 1 | 1 << 2;

  /** A flushing seek to the key frame before a position. */
  public boolean seek(long position) {
    return PipelineNatives.gst_element_seek_simple(
            pipeline, Flags.GST_FORMAT_TIME, SEEK_FLUSH_TO_KEY_UNIT, position)
        != 0;
  }

  /** Sends an event to a pad; takes it. */
  public boolean send(String element, String pad, long event) {
    return PipelineNatives.gst_pad_send_event(pad(element, pad), event) != 0;
  }

  /** Sends EOS to the pipeline's sources. */
  public void endOfStream() {
    PipelineNatives.gst_element_send_event(pipeline, Gst.gst_event_new_eos());
  }

  /** The pipeline's latency: live (0 or 1), min and max in ns. */
  public long[] latency() {
    long query = Gst.gst_query_new_latency();
    long answer = NativeMemory.allocate(3L * Long.BYTES);
    PipelineNatives.gst_element_query(pipeline, query);
    Gst.gst_query_parse_latency(query, answer, answer + 8, answer + 16);
    long[] latency = {
      NativeMemory.getInt(answer),
      NativeMemory.getLong(answer + 8),
      NativeMemory.getLong(answer + 16)
    };
    NativeMemory.free(answer);
    Gst.gst_mini_object_unref(query);
    return latency;
  }

  /** Ends GStreamer for good: tracers report. Nothing of it may be used afterwards. */
  public static void endGStreamer() {
    PipelineNatives.gst_deinit();
  }

  @Override
  public void close() {
    GstPipeline.gst_element_set_state(pipeline, NULL);
    references.forEach(Gst::gst_object_unref);
    Gst.gst_object_unref(bus);
    Gst.gst_object_unref(pipeline);
  }

  private static String failure(long message, int type) {
    long error = NativeMemory.allocate(2L * Long.BYTES);
    if (type == MESSAGE_ERROR) {
      GstPipeline.gst_message_parse_error(message, error, error + 8);
    } else {
      GstPipeline.gst_message_parse_warning(message, error, error + 8);
    }
    long gerror = NativeMemory.getLong(error);
    String text =
        NativeMemory.string(NativeMemory.getLong(gerror + Layout.GError.MESSAGE))
            + " ("
            + NativeMemory.take(NativeMemory.getLong(error + 8))
            + ")";
    GLib.g_error_free(gerror);
    NativeMemory.free(error);
    return text;
  }
}
