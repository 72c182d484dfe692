// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

/** GstQueryType. */
public final class QueryType {
  public static final int LATENCY = 7683;
  public static final int ALLOCATION = 35846;

  private static final int SERIALIZED = 1 << 2;

  private QueryType() {}

  /** Type of a query. */
  public static int of(long query) {
    return NativeMemory.getInt(query + Layout.GstQuery.TYPE);
  }

  /** Whether queries of this type keep their place between buffers. */
  public static boolean isSerialized(int type) {
    return (type & SERIALIZED) != 0;
  }
}
