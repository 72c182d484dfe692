// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;
import org.sonomask.api.SegmenterInfo;

/** Products that do not fit into an integer must not pass for small ones. */
class ImpossibleSizesTest {

  @Test
  void aMaskHasAPixelForEachLabel() {
    assertRefused(() -> mask(1 << 16, 1 << 16), "4294967296 labels");
    assertRefused(() -> mask(0, 0), "0x0");
    assertRefused(() -> mask(-1, 0), "-1x0");
  }

  @Test
  void aModelHasASizeThatFitsIntoMemory() {
    assertRefused(() -> info(1 << 16, 1 << 16, 1, 2), "65536x65536");
    assertRefused(() -> info(8, 8, 1 << 30, 2), "1073741824");
    assertRefused(() -> info(8, 8, 1, 257), "257");
    info(8, 8, 1, 256);
  }

  private static void assertRefused(Runnable attempt, String reason) {
    String message = assertThrows(IllegalArgumentException.class, attempt::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static void mask(int width, int height) {
    byte[] none = {};
    new MaskFrame(
        "s",
        0,
        0,
        width,
        height,
        none,
        none,
        List.of(),
        MaskGeometry.WHOLE,
        1,
        MaskSource.INFERRED,
        "m");
  }

  private static void info(int width, int height, int examples, int classes) {
    List<String> names = Collections.nCopies(classes, "a");
    new SegmenterInfo("m", "1", "x", width, height, examples, 1, names);
  }
}
