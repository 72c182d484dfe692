// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionalLibraryTest {
  /** Where the kernel says what is loaded; roots without mounts have none. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  /** Every Debian has libbz2, nothing here uses it, and unlike GStreamer's it can be unloaded. */
  private static boolean isLoaded() throws Exception {
    return Files.readString(MAPS).contains("libbz2.so");
  }

  @Test
  void aFunctionKeepsItsLibraryLoaded() throws Exception {
    assumeTrue(Files.exists(MAPS), "the kernel does not say what is loaded");
    NativeFunction function =
        OptionalLibrary.open("bz2")
            .flatMap(library -> library.function("BZ2_bzlibVersion"))
            .orElseThrow();
    for (int i = 0; i < 20; i++) {
      System.gc();
      Thread.sleep(10);
      assertTrue(isLoaded());
    }
    assertNotEquals(0, function.callLong());
    Reference.reachabilityFence(function);
  }

  @Test
  void whatIsMissingIsNotFound() {
    assertTrue(OptionalLibrary.open("no-such-library").isEmpty());
    assertTrue(
        OptionalLibrary.open("gstreamer-1.0").orElseThrow().function("gst_no_such").isEmpty());
  }
}
