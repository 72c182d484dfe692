// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.cpp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TensorRT says. One for the process and never closed, for TensorRT keeps it and writes to it
 * from its own threads. Thread-safe.
 */
public final class TensorRtLog extends ILogger {
  private static final Logger LOG = LoggerFactory.getLogger("sonomask.tensorrt");
  private static final int KEPT = 8;

  private static TensorRtLog instance;

  private final Deque<String> errors = new ArrayDeque<>();

  private TensorRtLog() {}

  /** The log; the presets have been loaded before. */
  public static synchronized TensorRtLog get() {
    if (instance == null) {
      instance = new TensorRtLog();
    }
    return instance;
  }

  /** Forgets what was said, before something that may fail. */
  public void forget() {
    synchronized (errors) {
      errors.clear();
    }
  }

  /** A message with the last errors. */
  public String explain(String what) {
    synchronized (errors) {
      return errors.isEmpty() ? what : what + "; TensorRT says: " + String.join("; ", errors);
    }
  }

  /** Called by TensorRT, where no exception may leave. */
  @Override
  public void log(Severity severity, String message) {
    try {
      if (severity.value <= Severity.kERROR.value) {
        keep(message);
        LOG.debug("{}", message);
      } else if (severity.value == Severity.kWARNING.value) {
        LOG.debug("{}", message);
      } else {
        LOG.trace("{}", message);
      }
    } catch (RuntimeException | Error lost) {
      // There is nobody left to tell.
      return;
    }
  }

  private void keep(String message) {
    synchronized (errors) {
      if (errors.size() == KEPT) {
        errors.removeFirst();
      }
      errors.addLast(message.strip());
    }
  }
}
