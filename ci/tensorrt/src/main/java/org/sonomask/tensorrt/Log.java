// SPDX-License-Identifier: Apache-2.0
package org.sonomask.tensorrt;

import org.bytedeco.tensorrt.nvinfer.ILogger;

/** TensorRT's errors and warnings, on standard output. */
final class Log extends ILogger {
  private static final String[] NAMES = {"internal error", "error", "warning"};

  @Override
  public void log(Severity severity, String message) {
    if (severity.value < NAMES.length) {
      System.out.println("TensorRT " + NAMES[severity.value] + ": " + message);
    }
  }
}
