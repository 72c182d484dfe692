// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonomask.gst.frame.Leaks;

class LeakTest {

  @Test
  void theLeaksTracerFindsNothing(@TempDir Path folder) throws Exception {
    assertEquals(List.of(), Leaks.of(folder, LeakRun.class, "clean"));
  }

  @Test
  void theLeaksTracerFindsWhatIsLeaked(@TempDir Path folder) throws Exception {
    assertEquals(1, Leaks.of(folder, LeakRun.class, LeakRun.LEAKING).size());
  }
}
