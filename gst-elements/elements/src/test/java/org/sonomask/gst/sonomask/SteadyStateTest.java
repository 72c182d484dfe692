// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.TestPipeline;

/** What a frame costs when nothing changes. */
class SteadyStateTest {
  private static final int WARM = 1000;
  private static final int MEASURED = 2000;

  @Test
  void noStreamingThreadAllocatesOnTheJavaHeap() throws InterruptedException {
    String description =
        "sonomask name=t inference-interval=3600000000000 max-age=3600000000000"
            + " t.video_src ! fakesink t.audio_src ! fakesink"
            + " videotestsrc ! video/x-raw,width=32,height=32,framerate=25/1 ! t.video_sink"
            + " audiotestsrc samplesperbuffer=9600 ! audio/x-raw,rate=48000 ! t.audio_sink";
    try (Scene scene = new Scene(description)) {
      scene.masks.frugal = true;
      Allocation pictures = probe(scene, "video_sink");
      Allocation marked = probe(scene, "video_src");
      Allocation sound = probe(scene, "audio_sink");
      scene.pipeline.begin(TestPipeline.PLAYING);
      while (!(pictures.done() && marked.done() && sound.done())) {
        Thread.sleep(5);
      }
      assertTrue(scene.marked.get() > MEASURED, scene::toString);
      assertTrue(pictures.bytesPerBuffer() < 1, "pictures " + pictures.bytesPerBuffer());
      assertTrue(marked.bytesPerBuffer() < 1, "marked " + marked.bytesPerBuffer());
      assertTrue(sound.bytesPerBuffer() < 1, "sound " + sound.bytesPerBuffer());
    }
  }

  private static Allocation probe(Scene scene, String pad) {
    Allocation allocation = new Allocation(WARM, MEASURED);
    scene.pipeline.probe("t", pad, allocation);
    return allocation;
  }
}
