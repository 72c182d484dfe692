// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.filters.PropagationFilter;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.Flags;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Layout;
import org.sonomask.gst.ffi.NativeMemory;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.mask.MaskReader;
import org.sonomask.runtime.MaskRuntime;
import org.sonomask.runtime.RuntimeSettings;

/** Masks between inferences, with the real runtime and its filters. */
class FollowTest {
  private static final int SIZE = BrightnessSegmenter.SIZE;
  private static final int WARM = 300;
  private static final int MEASURED = 500;

  /** Frames after which the ball of videotestsrc is back at its column. */
  private static final int BALL_PERIOD = 200;

  /** A ball that moves by up to four pixels a frame, and an inference every tenth frame. */
  private static final String PIPELINE =
      "sonomask name=t sync-mode=aligned inference-interval=400000000"
          + " timeout=3600000000000 starvation-timeout=3600000000000"
          + " t.video_src ! fakesink t.audio_src ! fakesink"
          + " videotestsrc pattern=ball num-buffers=100 ! video/x-raw,format=%s,width=%d,height=%d,"
          + "framerate=25/1 ! t.video_sink"
          + " audiotestsrc num-buffers=800 samplesperbuffer=240 ! audio/x-raw,rate=48000"
          + " ! t.audio_sink";

  private final MaskRuntime runtime = new MaskRuntime(RuntimeSettings.DEFAULT);
  private final MaskFilter propagation = new PropagationFilter();
  private final MaskReader reader = new MaskReader();
  private final long map = NativeMemory.allocate(Layout.GstMapInfo.SIZE);
  private final byte[] picture = new byte[SIZE * SIZE];
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private double overlaps;
  private volatile int propagated;
  private volatile int frames;
  private SonoMaskElement element;
  private ElementRegistry.Registration registration;

  @BeforeEach
  void start() {
    Scene.withdraw();
    element = new SonoMaskElement();
    element.setMaskService(runtime);
    registration = ElementRegistry.add(element);
    runtime.addSegmenter(new BrightnessSegmenter(), 0);
  }

  @AfterEach
  void stop() {
    registration.close();
    Scene.provide();
    runtime.close();
    reader.close();
    NativeMemory.free(map);
  }

  @Test
  void masksMoveWithTheObjectBetweenInferences() {
    double held = play("GRAY8", SIZE, this::compare);
    assertEquals(0, propagated);
    runtime.addFilter(propagation, 0);
    double moved = play("GRAY8", SIZE, this::compare);
    assertEquals(100, frames);
    assertTrue(propagated > 60, propagated + " propagated");
    assertTrue(held < 0.75, "held masks cover " + held);
    assertTrue(moved > 0.9, "propagated masks cover " + moved);
  }

  @Test
  void picturesOfAnyFormatAndSizeAreFollowed() {
    runtime.addFilter(propagation, 0);
    for (String format : new String[] {"I420", "NV12", "YUY2", "BGRA", "RGB", "P010_10LE"}) {
      play(format, 640, buffer -> count());
      assertTrue(propagated > 60, propagated + " propagated of " + format);
    }
  }

  @Test
  void aFrameWhoseMaskMovesAllocatesNothingOnTheJavaHeap() throws InterruptedException {
    runtime.addFilter(propagation, 0);
    String description =
        "sonomask name=t inference-interval=3600000000000 max-age=3600000000000"
            + " t.video_src ! fakesink t.audio_src ! fakesink"
            + " videotestsrc pattern=ball ! video/x-raw,width=64,height=48,framerate=25/1"
            + " ! t.video_sink audiotestsrc samplesperbuffer=480 ! audio/x-raw,rate=48000"
            + " ! t.audio_sink";
    try (TestPipeline pipeline = new TestPipeline(description)) {
      Allocation arriving = new Allocation(WARM, MEASURED);
      Allocation leaving = new Allocation(WARM, MEASURED);
      pipeline.probe("t", "video_sink", arriving);
      pipeline.probe("t", "video_src", leaving);
      pipeline.begin(TestPipeline.PLAYING);
      while (!arriving.done() || !leaving.done()) {
        Thread.sleep(5);
      }
      pipeline.probe("t", "video_src", buffer -> look(any -> count(), buffer));
      while (frames < BALL_PERIOD && failure.get() == null) {
        Thread.sleep(5);
      }
      assertNull(failure.get());
      assertTrue(propagated > BALL_PERIOD / 10, propagated + " masks moved");
      assertTrue(arriving.bytesPerBuffer() < 1, "arriving " + arriving.bytesPerBuffer());
      assertTrue(leaving.bytesPerBuffer() < 1, "leaving " + leaving.bytesPerBuffer());
    }
  }

  private interface Look {
    void at(long buffer);
  }

  private double play(String format, int side, Look look) {
    overlaps = 0;
    propagated = 0;
    frames = 0;
    try (TestPipeline pipeline = new TestPipeline(PIPELINE.formatted(format, side, side))) {
      pipeline.probe("t", "video_src", buffer -> look(look, buffer));
      pipeline.playToEnd();
    }
    assertNull(failure.get());
    return overlaps / frames;
  }

  private void look(Look look, long buffer) {
    try {
      assertTrue(reader.read(buffer));
      look.at(buffer);
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  private void count() {
    frames++;
    propagated += reader.source().equals("propagated") ? 1 : 0;
  }

  /** Compares a mask with the bright pixels of the frame that it is on. */
  private void compare(long buffer) {
    count();
    Gst.gst_buffer_map(buffer, map, Flags.GST_MAP_READ);
    NativeMemory.read(
        NativeMemory.getLong(map + Layout.GstMapInfo.DATA), picture, 0, picture.length);
    Gst.gst_buffer_unmap(buffer, map);
    int both = 0;
    int either = 0;
    for (int i = 0; i < picture.length; i++) {
      boolean bright = (picture[i] & 0xff) > BrightnessSegmenter.THRESHOLD;
      boolean marked = reader.labels()[i] != 0;
      both += bright && marked ? 1 : 0;
      either += bright || marked ? 1 : 0;
    }
    overlaps += (double) both / either;
  }
}
