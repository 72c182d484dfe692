// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Services of one kind, highest ranking first, older ones first among equals. Thread-safe.
 *
 * @param <T> the services
 */
public final class Ranked<T> {
  private final List<Entry<T>> entries = new ArrayList<>();
  private volatile List<T> all = List.of();

  private record Entry<T>(T service, int ranking) {}

  public synchronized void add(T service, int ranking) {
    entries.add(new Entry<>(service, ranking));
    entries.sort(Comparator.comparingInt((Entry<T> entry) -> entry.ranking()).reversed());
    publish();
  }

  public synchronized void remove(T service) {
    entries.removeIf(entry -> entry.service() == service);
    publish();
  }

  private void publish() {
    all = entries.stream().map(Entry::service).toList();
  }

  /** All of them; the same list until one comes or goes. */
  public List<T> all() {
    return all;
  }

  /** The first, or null if there is none. */
  public T best() {
    List<T> now = all;
    return now.isEmpty() ? null : now.get(0);
  }
}
