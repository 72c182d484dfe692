// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.matte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.frame.Crops;
import org.sonomask.gst.frame.TestElement;

/** Fill and key in real pipelines. */
class MatteKeyTest {

  private static final String BOTH =
      " ! mattestamp ! sonomatte name=m feather=0 %s ! mattetap ! fakesink name=fill %s"
          + "  m.matte ! keytap ! fakesink name=key %s";

  private final MatteRun run = new MatteRun();

  @AfterEach
  void close() {
    run.close();
  }

  private static List<Long> times(List<MatteRun.Frame> frames) {
    return List.copyOf(frames).stream().map(MatteRun.Frame::time).toList();
  }

  /** Neither queue nor thread is needed behind the two pads, whatever the sinks wait for. */
  @Test
  void fillAndKeyHaveTheSameTimes() {
    run.play(
        MatteRun.source("I420", 97, 55).replace("=3", "=12")
            + BOTH.formatted("effect=none", "sync=true", "sync=true"));
    assertEquals(12, run.after.size());
    assertEquals(times(run.after), times(run.keys));
    assertTrue(run.keys.get(0).caps().contains("format=(string)GRAY8, width=(int)97"));
    byte[] key = run.keys.get(5).bytes();
    assertEquals(0, key[100 * 20 + 30]);
    assertEquals(-1, key[100 * 20 + 60]);
    assertArrayEquals(run.before.get(5).bytes(), run.after.get(5).bytes());
  }

  /**
   * GStreamer's own combiner of a fill and a key makes of them what we make at once. It wants both
   * to have one range of values, and a key has the full one.
   */
  @Test
  void aMixerMakesTheSamePictureOfFillAndKey() {
    String source =
        MatteRun.source("I420", 96, 54)
            + ",colorimetry=1:4:0:1 ! mattestamp ! sonomatte feather=3 name=m";
    run.play(source + " ! video/x-raw,format=A420 ! mattetap ! fakesink");
    byte[] ours = run.after.get(1).bytes();
    run.after.clear();
    run.play(
        source
            + " effect=none  alphacombine name=c ! mattetap ! fakesink"
            + "  m.src ! queue ! c.sink  m.matte ! queue ! c.alpha");
    // alphacombine of GStreamer 1.26 drops the last picture when its alpha has ended.
    assertTrue(run.after.size() >= 2, run.after.size() + " pictures");
    assertTrue(run.after.get(1).caps().contains("A420"));
    assertArrayEquals(ours, run.after.get(1).bytes());
  }

  @Test
  void aSeekFlushesBoth() {
    String source = "videotestsrc ! video/x-raw,format=RGBA,width=64,height=48,framerate=25/1";
    try (TestPipeline pipeline =
        new TestPipeline(source + BOTH.formatted("", "sync=true", "sync=true"))) {
      pipeline.state(TestPipeline.PAUSED);
      assertEquals(0, run.keys.get(0).time());
      assertTrue(pipeline.seek(1_000_000_000));
      pipeline.state(TestPipeline.PAUSED);
      pipeline.begin(TestPipeline.PLAYING);
      while (times(run.keys).stream().noneMatch(time -> time >= 1_400_000_000)) {
        assertFalse(pipeline.await(TestPipeline.MESSAGE_ERROR, 0.05).isPresent());
      }
      pipeline.endOfStream();
      assertTrue(pipeline.await(TestPipeline.MESSAGE_EOS).isPresent());
    }
    List<Long> keys = fromLast(times(run.keys), 1_000_000_000);
    assertTrue(keys.size() > 5, keys.toString());
    assertEquals(fromLast(times(run.after), 1_000_000_000), keys);
  }

  /** Each sink passes a seek on, so that the stream may be flushed twice. */
  private static List<Long> fromLast(List<Long> times, long time) {
    assertTrue(times.contains(time), times.toString());
    return times.subList(times.lastIndexOf(time), times.size());
  }

  @Test
  void theKeyFollowsTheSizeOfTheFill() {
    run.play(
        "concat name=c"
            + BOTH.formatted("", "", "")
            + "  "
            + MatteRun.source("RGBA", 64, 48)
            + " ! c. "
            + MatteRun.source("AYUV", 32, 24)
            + " ! c.");
    assertEquals(6, run.keys.size());
    assertEquals(64 * 48, run.keys.get(2).bytes().length);
    assertEquals(32 * 24, run.keys.get(3).bytes().length);
    assertEquals(times(run.after), times(run.keys));
  }

  @Test
  void theKeyIsCroppedLikeTheFill() {
    run.add(new TestElement("mattecrop", (caps, buffer) -> Crops.crop(buffer, 16, 8, 32, 24)));
    run.play(
        MatteRun.source("I420", 64, 48).replace("ball", "black")
            + " ! mattestamp ! mattecrop ! sonomatte name=m feather=0 ! fakesink  m.matte ! keytap"
            + " ! fakesink");
    byte[] key = run.keys.get(0).bytes();
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        boolean inside = x >= 16 && x < 48 && y >= 8 && y < 32;
        boolean boundary = x == 31 || x == 32;
        assertTrue(boundary || (key[64 * y + x] != 0) == (inside && x > 32), x + "," + y);
      }
    }
  }

  @Test
  void withoutAMixerNothingIsMissed() {
    run.play(MatteRun.source("RGBA", 64, 48) + " ! mattestamp ! sonomatte ! mattetap ! fakesink");
    assertEquals(3, run.after.size());
  }
}
