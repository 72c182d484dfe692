// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.internal.run;

import java.util.concurrent.locks.ReentrantLock;
import org.sonomask.djl.tensorrt.internal.cuda.CudaEvent;
import org.sonomask.djl.tensorrt.internal.cuda.CudaStream;

/**
 * Lets slots compute one after the other, in the order in which they ask, while the copies of
 * others go on: each waits, on the GPU, for the one before. Thread-safe.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final boolean sideBySide;
  private CudaEvent last;

  /**
   * @param sideBySide whether nobody need wait
   */
  Turn(boolean sideBySide) {
    this.sideBySide = sideBySide;
  }

  /** Puts a computation on a stream, behind those of other slots. */
  void launch(BatchRun run, CudaStream stream, CudaEvent computed) {
    lock.lock();
    try {
      await(stream, computed);
      run.launch(stream);
      computed.record(stream);
      last = computed;
    } finally {
      lock.unlock();
    }
  }

  /** Does something with the scratch memory while no slot computes. */
  void alone(CudaStream stream, Runnable work) {
    lock.lock();
    try {
      await(stream, null);
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** A slot ends, and its event with it. */
  void forget(CudaEvent computed) {
    lock.lock();
    try {
      last = last == computed ? null : last;
    } finally {
      lock.unlock();
    }
  }

  private void await(CudaStream stream, CudaEvent own) {
    if (!sideBySide && last != null && last != own) {
      stream.await(last);
    }
  }
}
