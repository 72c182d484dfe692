// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import java.util.Map;

/** What a behaviour may ask of the instance it lives in. Any thread. */
public interface ElementHost {

  /** The GstElement*; not owned, living as long as the behaviour is not closed. */
  long element();

  /** The element's name in its pipeline. */
  String name();

  /** Value of a property of kind BOOLEAN. */
  boolean flag(String property);

  /** Value of a property of kind UINT or UINT64. */
  long integer(String property);

  /** Value of a property of kind DOUBLE. */
  double number(String property);

  /** Value of a property of kind STRING or FILE, or the nick of one of kind ENUM. */
  String text(String property);

  /**
   * Posts a WARNING.
   *
   * @param message a sentence for people, with what to do
   * @param detail the cause, for the log
   */
  void warn(String message, String detail);

  /**
   * Posts an ELEMENT message.
   *
   * @param fields of Boolean, Long (guint64), Double and String
   */
  void post(String structure, Map<String, Object> fields);

  /** Posts a LATENCY message: the pipeline asks for the latency again. */
  void latencyChanged();

  /** Running time that the clock shows, ns; none without a clock. */
  long runningTime();
}
