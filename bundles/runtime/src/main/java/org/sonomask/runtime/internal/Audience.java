// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners of one kind. One that fails harms nobody, and is logged when a row of failures begins
 * and not for each. Thread-safe.
 *
 * @param <T> the listeners
 */
public final class Audience<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

  private final String kind;
  private final Ranked<T> listeners = new Ranked<>();
  private final Set<T> failing =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /**
   * Starts without any.
   *
   * @param kind of listener, for the log
   */
  public Audience(String kind) {
    this.kind = kind;
  }

  public void add(T listener) {
    listeners.add(listener, 0);
  }

  public void remove(T listener) {
    listeners.remove(listener);
    failing.retainAll(listeners.all());
  }

  /** Tells all of them something about a stream. Never throws. */
  public void tell(String stream, Consumer<T> news) {
    List<T> all = listeners.all();
    for (int i = 0; i < all.size(); i++) {
      T listener = all.get(i);
      try {
        news.accept(listener);
        failing.remove(listener);
      } catch (RuntimeException | Error e) {
        if (failing.add(listener)) {
          LOG.error(
              "{} {} failed on stream {}; further failures are not logged until it works again",
              kind,
              listener.getClass().getName(),
              stream,
              e);
        }
      }
    }
  }
}
