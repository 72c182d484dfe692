// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** GstEventType. */
public final class EventType {
  public static final int FLUSH_START = 2563;
  public static final int FLUSH_STOP = 5127;
  public static final int STREAM_START = 10254;
  public static final int CAPS = 12814;
  public static final int SEGMENT = 17934;
  public static final int EOS = 28174;
  public static final int GAP = 40966;
  public static final int QOS = 48641;
  public static final int RECONFIGURE = 61441;

  private static final int SERIALIZED = 1 << 2;
  private static final int STICKY = 1 << 3;

  private EventType() {}

  /** Type of an event. */
  public static int of(long event) {
    return NativeMemory.getInt(event + Layout.GstEvent.TYPE);
  }

  /** Whether events of this type keep their place between buffers. */
  public static boolean isSerialized(int type) {
    return (type & SERIALIZED) != 0;
  }

  /** Whether events of this type stay on a pad. */
  public static boolean isSticky(int type) {
    return (type & STICKY) != 0;
  }
}
