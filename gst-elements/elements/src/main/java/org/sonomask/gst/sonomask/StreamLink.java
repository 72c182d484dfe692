// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.MaskService;
import org.sonomask.api.MaskStream;
import org.sonomask.gst.element.BranchHost;

/**
 * Keeps one element's stream open at whatever mask service is there. Says once when there is none,
 * and finds the next one by itself.
 */
final class StreamLink {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLink.class);
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final long RETRY = 1_000_000_000L;

  private final BranchHost host;
  private final MaskServices services;
  private volatile MaskService service;
  private volatile MaskStream stream;
  private volatile Settings settings;
  private volatile boolean open;
  private volatile boolean said;
  private volatile long refusedAt;
  private volatile String name = "";

  StreamLink(BranchHost host, MaskServices services, Settings settings) {
    this.host = host;
    this.services = services;
    this.settings = settings;
  }

  /** The stream, or null while nobody makes masks; hot path. */
  MaskStream stream() {
    MaskService now = services.current();
    if (now == service && (stream != null || said && now == null)) {
      return stream;
    }
    return change(now);
  }

  private synchronized MaskStream change(MaskService now) {
    if (!open || now == service && stream != null) {
      return open ? stream : null;
    }
    if (now != service) {
      closeStream();
      service = now;
      refusedAt = 0;
    }
    if (now == null) {
      say("No mask service is there: pictures pass without masks.", "start the runtime bundle");
    } else if (refusedAt == 0 || System.nanoTime() - refusedAt > RETRY) {
      openStream(now);
    }
    return stream;
  }

  private void openStream(MaskService now) {
    try {
      name = host.name() + "-" + NUMBER.incrementAndGet();
      stream = now.open(settings.stream(name));
      said = false;
    } catch (RuntimeException e) {
      refusedAt = System.nanoTime();
      say("The mask service refused a stream: pictures pass without masks.", e.toString());
    }
  }

  private void say(String message, String detail) {
    if (!said) {
      said = true;
      host.warn(message, detail);
    }
  }

  /** Name of the stream, as the mask service has it; empty while there is none. */
  String name() {
    return stream == null ? "" : name;
  }

  /** Opens for business. */
  synchronized void start() {
    open = true;
    said = false;
    change(services.current());
  }

  /** Closes the stream. */
  synchronized void stop() {
    open = false;
    closeStream();
    service = null;
  }

  /** Changes settings; another model takes another stream. */
  synchronized void settings(Settings next) {
    boolean sameModel = next.model().equals(settings.model());
    settings = next;
    MaskStream current = stream;
    if (current == null) {
      return;
    }
    if (sameModel) {
      current.settings(next.stream(name));
    } else {
      closeStream();
      openStream(service);
    }
  }

  private void closeStream() {
    MaskStream old = stream;
    stream = null;
    if (old != null) {
      try {
        old.close();
      } catch (RuntimeException e) {
        LOG.warn("{}: a stream could not be closed", name, e);
      }
    }
  }
}
