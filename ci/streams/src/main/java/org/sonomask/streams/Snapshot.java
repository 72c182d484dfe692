// SPDX-License-Identifier: Apache-2.0
package org.sonomask.streams;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.function.ToLongFunction;
import org.sonomask.api.MaskMonitor;
import org.sonomask.api.MaskStream;
import org.sonomask.runtime.MaskRuntime;

/**
 * Where all counters stand at one moment.
 *
 * @param nanos the moment, by {@link System#nanoTime}
 * @param streams what became of their windows
 * @param shown frames
 * @param late of these
 * @param masked of these
 * @param model what it has done
 * @param cpuNanos of the whole process
 * @param runtimeBytes allocated by the runtime's threads
 * @param streamBytes allocated by the streams' threads
 */
record Snapshot(
    long nanos,
    List<MaskStream.Statistics> streams,
    long shown,
    long late,
    long masked,
    MaskMonitor.ModelStatus model,
    long cpuNanos,
    long runtimeBytes,
    long streamBytes) {

  static Snapshot of(MaskRuntime runtime, List<PlayedStream> played, String streamThreads) {
    return new Snapshot(
        System.nanoTime(),
        played.stream().map(each -> each.stream().statistics()).toList(),
        played.stream().mapToLong(PlayedStream::shown).sum(),
        played.stream().mapToLong(PlayedStream::late).sum(),
        played.stream().mapToLong(PlayedStream::masked).sum(),
        runtime.models().get(0),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(),
        allocated("sonomask-"),
        allocated(streamThreads));
  }

  private static long allocated(String prefix) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(prefix)) {
        bytes += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }

  long sum(ToLongFunction<MaskStream.Statistics> figure) {
    return streams.stream().mapToLong(figure).sum();
  }
}
