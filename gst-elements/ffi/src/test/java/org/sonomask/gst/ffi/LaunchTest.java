// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.ffi;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LaunchTest {

  @Test
  void aPipelineIsParsed() {
    long pipeline = Launch.parse("fakesrc ! fakesink");
    assertNotEquals(0, pipeline);
    Gst.gst_object_unref(pipeline);
  }

  @Test
  void aMissingElementIsNamed() {
    GstException refused =
        assertThrows(GstException.class, () -> Launch.parse("fakesrc ! nosuchelement ! fakesink"));
    assertTrue(refused.getMessage().contains("nosuchelement"), refused.getMessage());
  }

  @Test
  void asManyErrorsAsOneLikesDoNoHarm() {
    for (int i = 0; i < 200; i++) {
      assertThrows(GstException.class, () -> Launch.parse("fakesrc ! ! ="));
      assertThrows(GstException.class, () -> Launch.parse("fakesrc nosuchproperty=1 ! fakesink"));
    }
  }
}
