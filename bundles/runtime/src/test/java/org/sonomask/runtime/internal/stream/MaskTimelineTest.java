// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskGeometry;
import org.sonomask.api.MaskSource;

class MaskTimelineTest {
  private final MaskTimeline timeline = new MaskTimeline(3);

  @Test
  void theNewestMaskThatIsNotNewerThanTheFramesEndIsShown() {
    MaskFrame first = add(100);
    MaskFrame second = add(200);
    assertNull(timeline.at(80, 1000));
    assertSame(first, timeline.at(100, 1000));
    assertSame(first, timeline.at(95, 1000), "time stamps are rounded");
    assertEquals(MaskSource.HELD, timeline.at(150, 1000).source());
    assertEquals(100, timeline.at(150, 1000).runningTime());
    assertSame(second, timeline.at(205, 1000));
  }

  @Test
  void aMaskOlderThanTheMaximalAgeIsNotShown() {
    add(100);
    assertEquals(100, timeline.at(150, 50).runningTime());
    assertNull(timeline.at(151, 50));
  }

  @Test
  void theOldestMaskMakesRoom() {
    for (int time = 100; time <= 500; time += 100) {
      add(time);
    }
    assertNull(timeline.at(200, 1000));
    assertEquals(300, timeline.at(300, 1000).runningTime());
    assertEquals(500, timeline.at(900, 1000).runningTime());
  }

  @Test
  void whenTimeJumpsBackTheFutureIsForgotten() {
    add(1000);
    add(100);
    assertEquals(100, timeline.at(1000, 10_000).runningTime());
    timeline.clear();
    assertNull(timeline.at(1000, 10_000));
  }

  private MaskFrame add(long runningTime) {
    MaskFrame mask =
        new MaskFrame(
            "s",
            runningTime,
            10,
            1,
            1,
            new byte[1],
            new byte[1],
            List.of(),
            MaskGeometry.WHOLE,
            1,
            MaskSource.INFERRED,
            "m");
    timeline.add(mask);
    return mask;
  }
}
