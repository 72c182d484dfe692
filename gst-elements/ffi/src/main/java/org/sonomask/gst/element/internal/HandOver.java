// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Finds the slots of all types in the process, also of those that an earlier class loader made. */
public final class HandOver {
  private static final String KEY = "org.sonomask.gst.slots";

  private HandOver() {}

  /** Slots by factory name; rooted outside of any class loader of ours, which pins theirs. */
  @SuppressWarnings("unchecked")
  public static ConcurrentMap<String, Function<Object, Runnable>> slots() {
    return (ConcurrentMap<String, Function<Object, Runnable>>)
        System.getProperties()
            .computeIfAbsent(
                KEY, key -> new ConcurrentHashMap<String, Function<Object, Runnable>>());
  }
}
