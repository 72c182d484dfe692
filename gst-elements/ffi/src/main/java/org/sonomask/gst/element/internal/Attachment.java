// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.Behaviour;

/**
 * One behaviour in one instance, from its coming to its going.
 *
 * <p>A call into the behaviour stands between {@link #enter} and {@link #leave}; failures in it go
 * to {@link #failed}.
 */
final class Attachment<B extends Behaviour> {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

  final B behaviour;
  private final Instance<B> instance;
  private final Gate gate = new Gate(this::end);
  private volatile boolean failing;
  private boolean started;

  Attachment(Instance<B> instance, B behaviour) {
    this.instance = instance;
    this.behaviour = behaviour;
  }

  boolean enter() {
    return gate.enter();
  }

  /** Ends a call that went well. */
  void leave() {
    gate.leave();
  }

  /** Says that a call went well: the next failure begins a new row. */
  void succeeded() {
    if (failing) {
      failing = false;
    }
  }

  /** Warns when a row of failures begins; the data of the call passes unchanged. */
  void failed(Throwable reason) {
    if (failing) {
      return;
    }
    failing = true;
    instance.warn(
        "The element's behaviour failed; data passes unchanged until it works again.",
        Messages.trace(reason));
    LOG.warn("{}: a behaviour failed", instance.name(), reason);
  }

  /** Runs a call that is not on the hot path, unless this attachment has ended. */
  void run(Runnable call) {
    if (!enter()) {
      return;
    }
    try {
      call.run();
      succeeded();
    } catch (Throwable t) {
      failed(t);
    } finally {
      leave();
    }
  }

  /** The element streams, or does no more; guarded by the instance. */
  void streaming(boolean now) {
    if (now != started) {
      started = now;
      run(now ? behaviour::start : behaviour::stop);
    }
  }

  void close() {
    gate.close();
  }

  void awaitEnd() {
    gate.awaitEmpty();
  }

  private void end() {
    try {
      behaviour.close();
    } catch (RuntimeException | Error e) {
      LOG.warn("{}: a behaviour could not be closed", instance.name(), e);
    }
  }
}
