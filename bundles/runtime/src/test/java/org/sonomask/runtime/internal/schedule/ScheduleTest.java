// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long MS = 1_000_000;

  private final Schedule<String> schedule = new Schedule<>(10 * MS);
  private final List<String> batch = new ArrayList<>();
  private final List<String> late = new ArrayList<>();

  @Test
  void theNewestWindowOfALiveStreamWins() {
    Schedule.Engine engine = new Schedule.Engine(4);
    Schedule.Lane<String> live = schedule.open(true);
    assertNull(schedule.offer(live, "old", 0, 100 * MS));
    assertEquals("old", schedule.offer(live, "new", MS, 100 * MS));
    schedule.take(engine, 2 * MS, batch, late);
    assertEquals(List.of("new"), batch);
  }

  @Test
  void everyWindowOfAnotherStreamIsTakenInOrder() {
    Schedule.Engine engine = new Schedule.Engine(2);
    Schedule.Lane<String> lane = schedule.open(false);
    for (String window : List.of("a", "b", "c")) {
      assertNull(schedule.offer(lane, window, 0, Schedule.NEVER));
    }
    schedule.take(engine, 0, batch, late);
    assertEquals(List.of("a", "b"), batch);
    schedule.take(engine, 0, batch, late);
    assertEquals(List.of("a", "b", "c"), batch);
    assertEquals(Schedule.NEVER, schedule.closeAt(engine, 0, 0, 0));
  }

  @Test
  void aGreedyStreamGetsASecondWindowOnlyAfterAllOthers() {
    Schedule.Engine engine = new Schedule.Engine(3);
    Schedule.Lane<String> greedy = schedule.open(false);
    Schedule.Lane<String> modest = schedule.open(true);
    for (int i = 0; i < 5; i++) {
      schedule.offer(greedy, "g" + i, 0, Schedule.NEVER);
    }
    schedule.offer(modest, "m", 0, Schedule.NEVER);
    schedule.take(engine, 0, batch, late);
    assertEquals(List.of("g0", "m", "g1"), batch);
  }

  @Test
  void aFullBatchIsClosedAtOnce() {
    Schedule.Engine engine = new Schedule.Engine(2);
    Schedule.Lane<String> first = schedule.open(true);
    Schedule.Lane<String> second = schedule.open(true);
    schedule.open(true);
    assertEquals(Schedule.NEVER, schedule.closeAt(engine, 0, 0, 0));
    schedule.offer(first, "a", 0, Schedule.NEVER);
    assertEquals(10 * MS, schedule.closeAt(engine, 0, 0, 0));
    schedule.offer(second, "b", MS, Schedule.NEVER);
    assertEquals(MS, schedule.closeAt(engine, MS, 0, 0));
  }

  @Test
  void nobodyWaitsForMoreThanThereCanBe() {
    Schedule.Engine engine = new Schedule.Engine(8);
    Schedule.Lane<String> only = schedule.open(true);
    schedule.offer(only, "a", 5 * MS, Schedule.NEVER);
    assertEquals(5 * MS, schedule.closeAt(engine, 5 * MS, 0, 0));
  }

  @Test
  void aBatchIsClosedEarlyForADeadline() {
    Schedule.Engine engine = new Schedule.Engine(8);
    Schedule.Lane<String> urgent = schedule.open(true);
    schedule.open(true);
    schedule.offer(urgent, "a", 0, 12 * MS);
    assertEquals(4 * MS, schedule.closeAt(engine, 0, 8 * MS, 0));
  }

  @Test
  void noBatchIsClosedWhileTheEngineIsBusy() {
    Schedule.Engine engine = new Schedule.Engine(1);
    Schedule.Lane<String> lane = schedule.open(true);
    schedule.offer(lane, "a", 0, Schedule.NEVER);
    assertEquals(70 * MS, schedule.closeAt(engine, 0, 8 * MS, 70 * MS));
  }

  @Test
  void aWindowIsDroppedWhenItsDeadlineHasPassed() {
    Schedule.Engine engine = new Schedule.Engine(4);
    Schedule.Lane<String> lane = schedule.open(true);
    schedule.offer(lane, "a", 0, 20 * MS);
    schedule.take(engine, 20 * MS + 1, batch, late);
    assertEquals(List.of(), batch);
    assertEquals(List.of("a"), late);
  }

  @Test
  void aClosedStreamIsForgotten() {
    Schedule.Engine engine = new Schedule.Engine(4);
    Schedule.Lane<String> lane = schedule.open(false);
    schedule.offer(lane, "a", 0, Schedule.NEVER);
    schedule.close(lane);
    assertEquals(Schedule.NEVER, schedule.closeAt(engine, 0, 0, 0));
    schedule.take(engine, 0, batch, late);
    assertEquals(List.of(), batch);
  }
}
