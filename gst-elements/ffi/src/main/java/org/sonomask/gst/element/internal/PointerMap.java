// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps native pointers to objects. Looking up neither locks nor allocates (a boxed key would be an
 * allocation per callback); adding and removing copy the table.
 */
final class PointerMap<V> {
  private record Table(long[] keys, Object[] values, int size) {
    static Table empty(int capacity) {
      return new Table(new long[capacity], new Object[capacity], 0);
    }

    int find(long key) {
      int mask = keys.length - 1;
      int i = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
      while (keys[i] != 0 && keys[i] != key) {
        i = i + 1 & mask;
      }
      return i;
    }
  }

  private volatile Table table = Table.empty(16);

  @SuppressWarnings("unchecked")
  V get(long key) {
    Table seen = table;
    return (V) seen.values[seen.find(key)];
  }

  synchronized void put(long key, V value) {
    table = rebuilt(key, value);
  }

  @SuppressWarnings("unchecked")
  synchronized V remove(long key) {
    Table seen = table;
    V removed = (V) seen.values[seen.find(key)];
    if (removed != null) {
      table = rebuilt(key, null);
    }
    return removed;
  }

  @SuppressWarnings("unchecked")
  List<V> values() {
    List<V> all = new ArrayList<>();
    for (Object value : table.values) {
      if (value != null) {
        all.add((V) value);
      }
    }
    return all;
  }

  private Table rebuilt(long changed, V value) {
    Table old = table;
    Table fresh = Table.empty(capacity(old.size + 1));
    int size = 0;
    for (int i = 0; i < old.keys.length; i++) {
      if (old.values[i] != null && old.keys[i] != changed) {
        set(fresh, old.keys[i], old.values[i]);
        size++;
      }
    }
    if (value != null) {
      set(fresh, changed, value);
      size++;
    }
    return new Table(fresh.keys, fresh.values, size);
  }

  private static void set(Table into, long key, Object value) {
    int i = into.find(key);
    into.keys[i] = key;
    into.values[i] = value;
  }

  private static int capacity(int size) {
    return Math.max(16, Integer.highestOneBit(size) << 2);
  }
}
