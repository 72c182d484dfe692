// SPDX-License-Identifier: Apache-2.0
package org.sonomask.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The most memory that the first GPU had in use while this is open, as the driver tells every half
 * a second. Owns its thread.
 */
final class GpuMemory implements AutoCloseable {
  private static final int PAUSE_MILLIS = 500;

  private final Thread watch = new Thread(this::watch, "sonomask-gpu-memory");
  private volatile long peak = -1;

  GpuMemory() {
    watch.setDaemon(true);
    watch.start();
  }

  /** In MiB; -1 where no driver tells. */
  long peak() {
    return peak;
  }

  private void watch() {
    try {
      while (true) {
        peak = Math.max(peak, used());
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException | NumberFormatException untold) {
      peak = Math.max(peak, -1);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static long used() throws IOException {
    Process process =
        new ProcessBuilder("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      return line == null ? -1 : Long.parseLong(line.strip());
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
