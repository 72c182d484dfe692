// SPDX-License-Identifier: Apache-2.0
package org.sonomask.djl.tensorrt.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sonomask.djl.tensorrt.TensorInfo;
import org.sonomask.djl.tensorrt.TensorRtNetwork;
import org.sonomask.djl.tensorrt.TensorRtSlot;

/** Batch after batch, with one, two and three slots. */
final class SteadyWork {
  private static final long NANOS = 2_000_000_000L;
  private static final int WARM_UP = 20;

  private final Subject subject;

  SteadyWork(Subject subject) {
    this.subject = subject;
  }

  String run(int batch) throws Exception {
    StringBuilder told = new StringBuilder();
    try (TensorRtNetwork network = subject.network()) {
      for (int slots = 1; slots <= 3; slots++) {
        told.append(String.format("%s; ", measure(network, batch, slots)));
      }
    }
    return told.toString();
  }

  private static String measure(TensorRtNetwork network, int batch, int count) throws Exception {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(network, batch));
    }
    long start = System.nanoTime();
    workers.forEach(Thread::start);
    for (Worker worker : workers) {
      worker.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long batches = 0;
    List<Long> times = new ArrayList<>();
    for (Worker worker : workers) {
      worker.slot.close();
      if (worker.failure != null) {
        throw new IllegalStateException(worker.failure);
      }
      batches += worker.done;
      times.addAll(worker.times);
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return String.format(
        "%d slots %.0f windows/s, a batch p50 %.2f ms p95 %.2f ms",
        count,
        batches * batch / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 95 / 100] / 1e6);
  }

  private static final class Worker extends Thread {
    private final TensorRtSlot slot;
    private final int batch;
    private final List<Long> times = new ArrayList<>();
    private int done;
    private RuntimeException failure;

    private Worker(TensorRtNetwork network, int batch) {
      this.batch = batch;
      slot = network.newSlot();
      for (TensorInfo tensor : network.tensors()) {
        if (tensor.input()) {
          Inputs.fill(tensor, slot.memory(tensor.name()), batch);
        }
      }
      for (int i = 0; i < WARM_UP; i++) {
        slot.run(batch);
      }
    }

    @Override
    public void run() {
      try {
        long end = System.nanoTime() + NANOS;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
          slot.run(batch);
          done++;
          times.add(System.nanoTime() - now);
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }
}
