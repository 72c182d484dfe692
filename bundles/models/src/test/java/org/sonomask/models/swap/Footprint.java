// SPDX-License-Identifier: Apache-2.0
package org.sonomask.models.swap;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the process holds; the bytes are those that native code has allocated and not freed.
 * Resident memory would not do: it keeps what malloc holds back for later, and moves with the Java
 * heap.
 */
record Footprint(int threads, long files, long bytes) {
  private static final Glibc GLIBC = Native.load("c", Glibc.class);
  private static final int READINGS = 14;
  private static final long BETWEEN_MS = 500;

  /**
   * The least of readings over seven seconds: Java's compilers keep their memory for up to five.
   */
  static Footprint settled() throws IOException, InterruptedException {
    Footprint least = now();
    for (int i = 1; i < READINGS; i++) {
      Thread.sleep(BETWEEN_MS);
      Footprint next = now();
      least =
          new Footprint(
              Math.min(least.threads, next.threads),
              Math.min(least.files, next.files),
              Math.min(least.bytes, next.bytes));
    }
    return least;
  }

  private static Footprint now() throws IOException {
    System.gc();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      Allocated allocated = GLIBC.mallinfo2();
      long bytes = allocated.uordblks + allocated.hblkhd;
      return new Footprint(Thread.activeCount(), open.count(), bytes);
    }
  }

  /** Since glibc 2.33. */
  interface Glibc extends Library {
    Allocated mallinfo2();
  }

  /** {@code struct mallinfo2}: blocks of all arenas in use, and those mapped by themselves. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Allocated extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;
  }
}
