// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.meta;

import org.sonomask.gst.ffi.TestPipeline;

/** Runs all that can leak, in a process of its own. */
public final class MetaLeakRun {
  private MetaLeakRun() {}

  /** Runs, and ends GStreamer, which makes the tracer report. */
  public static void main(String[] arguments) throws InterruptedException {
    String source = "videotestsrc is-live=true ! video/x-raw,framerate=100/1 ! metastamp ! ";
    for (String ends : new String[] {"m.meta ! fakesink", "m.meta ! fakesink async=false", ""}) {
      try (MetaScene scene =
          new MetaScene(
              source + "sonometa name=m m.src ! fakesink " + ends,
              time -> RandomFrames.at(time, 0))) {
        scene.pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(200);
        scene.pipeline.seek(0);
        Thread.sleep(100);
        scene.pipeline.state(TestPipeline.NULL);
        scene.pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(100);
      }
    }
    TestPipeline.endGStreamer();
  }
}
