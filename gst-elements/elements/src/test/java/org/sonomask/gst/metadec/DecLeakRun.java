// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.metadec;

import org.sonomask.gst.ffi.TestPipeline;

/** Runs all that can leak, in a process of its own. */
public final class DecLeakRun {
  private DecLeakRun() {}

  /** Runs with a file of masks, and ends GStreamer, which makes the tracer report. */
  public static void main(String[] arguments) throws InterruptedException {
    String source = "videotestsrc ! video/x-raw,framerate=25/1 ! ";
    String[] ends = {
      "sonometadec name=d location=" + arguments[0] + " ! fakesink sync=true",
      "decstamp ! tee name=t t. ! queue ! sonometa name=m ! fakesink m.meta ! queue ! d.meta"
          + " t. ! queue ! decstrip ! sonometadec name=d ! fakesink sync=true"
    };
    for (String end : ends) {
      try (DecodedScene scene = new DecodedScene(source + end)) {
        scene.pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(200);
        scene.pipeline.seek(1_000_000_000);
        Thread.sleep(200);
        scene.pipeline.state(TestPipeline.NULL);
        scene.pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(200);
      }
    }
    TestPipeline.endGStreamer();
  }
}
