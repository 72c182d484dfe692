// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Launch;
import org.sonomask.gst.ffi.TestPipeline;

/** Runs all that can leak, in a process of its own: see {@link LeakTest}. */
public final class LeakRun {
  private static final String SINKS = " t.video_src ! fakesink t.audio_src ! fakesink ";
  private static final String PICTURES =
      "videotestsrc num-buffers=%d %s ! video/x-raw,width=64,height=48,framerate=100/1 !"
          + " t.video_sink ";
  private static final String SOUND =
      "audiotestsrc num-buffers=%d samplesperbuffer=480 %s ! audio/x-raw,rate=48000 !"
          + " t.audio_sink ";

  /** The argument that makes a run leak one buffer, to see that the tracer sees. */
  static final String LEAKING = "leaking";

  private LeakRun() {}

  /** Runs, and ends GStreamer, which makes the tracer report. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals(LEAKING)) {
      Launch.initialise();
      Gst.gst_buffer_new();
      TestPipeline.endGStreamer();
      return;
    }
    String aligned = "sonomask name=t sync-mode=aligned inference-interval=0 ";
    String live = "sonomask name=t inference-interval=0 ";
    for (String element : new String[] {aligned, live}) {
      try (Scene scene = new Scene(element + SINKS + ends(100))) {
        scene.playToEnd();
      }
      try (Scene scene = new Scene(element + SINKS + endless())) {
        scene.pipeline.state(TestPipeline.PLAYING);
        Thread.sleep(300);
        Scene.withdraw();
        Thread.sleep(100);
        Scene.provide();
        scene.withoutService();
        Thread.sleep(100);
        scene.withService();
        scene.pipeline.seek(0);
        Thread.sleep(200);
        scene.pipeline.state(TestPipeline.NULL);
        scene.pipeline.state(TestPipeline.PLAYING);
      }
    }
    Scene.withdraw();
    TestPipeline.endGStreamer();
  }

  private static String ends(int frames) {
    return String.format(PICTURES, frames, "") + String.format(SOUND, frames + 10, "");
  }

  private static String endless() {
    return String.format(PICTURES, -1, "is-live=true") + String.format(SOUND, -1, "is-live=true");
  }
}
