// SPDX-License-Identifier: Apache-2.0
package org.sonomask.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Calls of native code that goes deep. When ONNX Runtime 1.29 starts it matches the command line of
 * its process with a recursive std::regex, which takes about 250 bytes of stack for each byte: on
 * one of Java's usual stacks a host program with a class path of 4 kB would end by a segmentation
 * fault.
 */
final class DeepStack {

  /** Enough for 250 kB; only what is used is ever taken from memory. */
  private static final long BYTES = 64L << 20;

  private DeepStack() {}

  /** What a call on a deep stack returns, or the exception or error that it throws. */
  static <T> T call(Supplier<T> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable work = () -> answer.completeAsync(call, Runnable::run);
    new Thread(null, work, "sonomask-engine-start", BYTES).start();
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
