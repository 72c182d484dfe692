// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** libgstreamer-1.0. */
public final class Gst {
  /** GST_CLOCK_TIME_NONE: no time. */
  public static final long NO_TIME = -1L;

  private Gst() {}

  static {
    NativeLibraries.bind(Gst.class, "gstreamer-1.0");
  }

  public static native int gst_init_check(long argc, long argv, long error);

  public static native long gst_mini_object_ref(long object);

  public static native void gst_mini_object_unref(long object);

  public static native int gst_mini_object_is_writable(long object);

  public static native long gst_mini_object_make_writable(long object);

  public static native long gst_object_get_name(long object);

  public static native long gst_object_ref(long object);

  public static native void gst_object_unref(long object);

  public static native long gst_object_get_parent(long object);

  public static native long gst_object_get_path_string(long object);

  public static native long gst_debug_bin_to_dot_data(long bin, int details);

  public static native long gst_version_string();

  public static native void gst_version(long major, long minor, long micro, long nano);

  public static native long gst_element_factory_find(String name);

  public static native long gst_element_get_static_pad(long element, String name);

  public static native long gst_pad_add_probe(
      long pad, int mask, long callback, long data, long notify);

  public static native void gst_pad_remove_probe(long pad, long id);

  public static native long gst_pad_get_current_caps(long pad);

  public static native long gst_sample_new(long buffer, long caps, long segment, long info);

  public static native long gst_sample_get_buffer(long sample);

  public static native long gst_caps_from_string(String text);

  public static native long gst_caps_to_string(long caps);

  public static native long gst_caps_new_empty();

  public static native long gst_caps_copy(long caps);

  public static native long gst_caps_copy_nth(long caps, int index);

  public static native void gst_caps_append(long caps, long more);

  public static native long gst_caps_get_structure(long caps, int index);

  public static native int gst_caps_get_size(long caps);

  public static native long gst_caps_get_features(long caps, int index);

  public static native int gst_caps_features_contains(long features, String feature);

  public static native void gst_caps_features_add(long features, String feature);

  public static native void gst_caps_features_remove(long features, String feature);

  public static native void gst_caps_set_value(long caps, String field, long value);

  public static native int gst_caps_is_fixed(long caps);

  public static native long gst_caps_fixate(long caps);

  public static native long gst_caps_truncate(long caps);

  public static native int gst_caps_can_intersect(long one, long other);

  public static native long gst_caps_intersect_full(long one, long other, int mode);

  public static native int gst_caps_is_empty(long caps);

  public static native long gst_element_get_type();

  public static native void gst_element_class_add_pad_template(long klass, long template);

  public static native long gst_element_class_get_pad_template(long klass, String name);

  public static native void gst_element_class_set_metadata(
      long klass, String longName, String classification, String description, String author);

  public static native int gst_element_register(long plugin, String name, int rank, long type);

  public static native int gst_element_add_pad(long element, long pad);

  public static native long gst_element_get_current_running_time(long element);

  public static native int gst_element_post_message(long element, long message);

  public static native void gst_element_message_full(
      long element,
      int type,
      int domain,
      int code,
      long text,
      long debug,
      String file,
      String function,
      int line);

  public static native long gst_message_new_element(long source, long structure);

  public static native long gst_message_new_latency(long source);

  public static native int gst_stream_error_quark();

  public static native int gst_library_error_quark();

  public static native long gst_pad_get_type();

  public static native long gst_pad_template_new(
      String name, int direction, int presence, long caps);

  public static native long gst_pad_new_from_template(long template, String name);

  public static native void gst_pad_set_chain_function_full(
      long pad, long function, long data, long notify);

  public static native void gst_pad_set_event_function_full(
      long pad, long function, long data, long notify);

  public static native void gst_pad_set_query_function_full(
      long pad, long function, long data, long notify);

  public static native void gst_pad_set_iterate_internal_links_function_full(
      long pad, long function, long data, long notify);

  public static native void gst_pad_set_activatemode_function_full(
      long pad, long function, long data, long notify);

  public static native int gst_pad_is_linked(long pad);

  public static native int gst_pad_check_reconfigure(long pad);

  public static native long gst_pad_query_caps(long pad, long filter);

  public static native long gst_pad_peer_query_caps(long pad, long filter);

  public static native long gst_pad_create_stream_id(long pad, long parent, String id);

  public static native int gst_pad_push(long pad, long buffer);

  public static native int gst_pad_push_event(long pad, long event);

  public static native int gst_pad_store_sticky_event(long pad, long event);

  public static native int gst_pad_event_default(long pad, long parent, long event);

  public static native int gst_pad_query_default(long pad, long parent, long query);

  public static native int gst_pad_peer_query(long pad, long query);

  public static native int gst_pad_start_task(long pad, long function, long data, long notify);

  public static native int gst_pad_pause_task(long pad);

  public static native int gst_pad_stop_task(long pad);

  public static native long gst_iterator_new_single(long type, long value);

  public static native int gst_event_get_seqnum(long event);

  public static native long gst_event_new_eos();

  public static native long gst_event_new_caps(long caps);

  public static native long gst_event_new_gap(long timestamp, long duration);

  public static native long gst_event_new_stream_start(long id);

  public static native int gst_event_parse_group_id(long event, long group);

  public static native void gst_event_set_group_id(long event, int group);

  public static native void gst_event_parse_caps(long event, long caps);

  public static native void gst_event_copy_segment(long event, long segment);

  public static native void gst_event_parse_gap(long event, long timestamp, long duration);

  public static native void gst_segment_init(long segment, int format);

  public static native long gst_segment_to_running_time(long segment, int format, long position);

  public static native long gst_query_new_allocation(long caps, int needsPool);

  public static native int gst_query_find_allocation_meta(long query, long api, long index);

  public static native long gst_segment_to_stream_time(long segment, int format, long position);

  public static native long gst_segment_position_from_running_time(
      long segment, int format, long runningTime);

  public static native long gst_query_new_latency();

  public static native void gst_query_parse_latency(long query, long live, long min, long max);

  public static native void gst_query_set_latency(long query, int live, long min, long max);

  public static native long gst_buffer_new();

  public static native long gst_buffer_new_allocate(long allocator, long size, long params);

  public static native int gst_buffer_set_flags(long buffer, int flags);

  public static native int gst_buffer_is_all_memory_writable(long buffer);

  public static native long gst_buffer_copy(long buffer);

  public static native long gst_buffer_get_size(long buffer);

  public static native int gst_buffer_map(long buffer, long info, int flags);

  public static native void gst_buffer_unmap(long buffer, long info);

  public static native long gst_buffer_memset(long buffer, long offset, byte value, long size);

  public static native long gst_buffer_fill(long buffer, long offset, byte[] from, long size);

  public static native int gst_buffer_copy_into(
      long to, long from, int flags, long offset, long size);

  public static native long gst_buffer_add_meta(long buffer, long info, long parameters);

  public static native long gst_buffer_get_meta(long buffer, long api);

  public static native long gst_buffer_iterate_meta_filtered(long buffer, long state, long api);

  public static native int gst_buffer_remove_meta(long buffer, long meta);

  public static native long gst_meta_register_custom(
      String name, long tags, long transform, long data, long notify);

  public static native long gst_meta_get_info(String implementation);

  public static native long gst_buffer_add_custom_meta(long buffer, String name);

  /** The same by address, so that nothing is converted. */
  public static native long gst_buffer_add_custom_meta(long buffer, long name);

  public static native long gst_buffer_get_custom_meta(long buffer, String name);

  /** The same by address, so that nothing is converted. */
  public static native long gst_buffer_get_custom_meta(long buffer, long name);

  public static native long gst_custom_meta_get_structure(long meta);

  public static native long gst_structure_get_type();

  public static native long gst_buffer_get_type();

  public static native long gst_structure_new_empty(String name);

  public static native long gst_structure_from_string(String text, long end);

  public static native void gst_structure_remove_field(long structure, String field);

  public static native long gst_structure_copy(long structure);

  public static native void gst_structure_free(long structure);

  public static native long gst_structure_to_string(long structure);

  public static native void gst_structure_set_value(long structure, String field, long value);

  public static native void gst_structure_id_set_value(long structure, int field, long value);

  public static native long gst_structure_id_get_value(long structure, int field);

  public static native long gst_structure_get_value(long structure, String field);

  public static native int gst_structure_get_int(long structure, String field, long value);

  public static native int gst_structure_fixate_field_nearest_int(
      long structure, String field, int target);

  public static native long gst_parse_launch_full(
      String description, long context, int flags, long error);
}
