// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random streams on random engines, on a virtual clock. */
class SchedulePropertyTest {
  private static final int SCHEDULES = 20_000;
  private static final int EVENTS = 120;
  private static final long MS = 1_000_000;

  @Test
  void noScheduleStarvesAStreamOrDeliversLate() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      new Simulation(seed).run();
    }
  }

  private record Offered(int stream, int number, long since, long deadline) {}

  private static final class Stream {
    Schedule.Lane<Offered> lane;
    boolean live;
    long interval;
    long patience;
    long next;
    int offered;
    int settled;
    int batchesWaited;
    int lastTaken = -1;
  }

  /** One engine, which takes batches of a random duration, and a few streams. */
  private static final class Simulation {
    private final Random random;
    private final String name;
    private final int batchSize;
    private final long maxWait;
    private final Schedule<Offered> schedule;
    private final List<Stream> streams = new ArrayList<>();
    private final Map<Integer, Integer> inBatch = new HashMap<>();
    private long now;
    private long engineFree;
    private long duration;

    Simulation(int seed) {
      random = new Random(seed);
      name = "schedule " + seed;
      batchSize = 1 + random.nextInt(8);
      maxWait = random.nextInt(20) * MS;
      schedule = new Schedule<>(batchSize, maxWait);
      int count = 1 + random.nextInt(20);
      for (int i = 0; i < count; i++) {
        Stream stream = new Stream();
        stream.live = random.nextInt(4) > 0;
        stream.lane = schedule.open(stream.live);
        stream.interval = (1 + random.nextInt(200)) * MS;
        stream.patience = (1 + random.nextInt(500)) * MS;
        stream.next = random.nextInt(100) * MS;
        streams.add(stream);
      }
    }

    void run() {
      for (int event = 0; event < EVENTS; event++) {
        long offer = streams.stream().mapToLong(stream -> stream.next).min().orElseThrow();
        long close = schedule.closeAt(now, duration, engineFree);
        now = Math.max(now, Math.min(offer, close));
        if (close <= offer) {
          assertClosedForAReason();
          take();
        } else {
          offer();
        }
      }
    }

    private void offer() {
      for (int i = 0; i < streams.size(); i++) {
        Stream stream = streams.get(i);
        if (stream.next > now) {
          continue;
        }
        long deadline = stream.live ? now + stream.patience : Schedule.NEVER;
        Offered window = new Offered(i, stream.offered++, now, deadline);
        Offered older = schedule.offer(stream.lane, window, now, deadline);
        assertTrue(older == null || stream.live, name);
        stream.settled += older == null ? 0 : 1;
        stream.next = now + 1 + random.nextLong(stream.interval);
      }
    }

    private void assertClosedForAReason() {
      int waiting = streams.stream().mapToInt(stream -> stream.offered - stream.settled).sum();
      assertTrue(waiting > 0, name);
      assertTrue(now >= engineFree, name);
    }

    private void take() {
      List<Offered> batch = new ArrayList<>();
      List<Offered> late = new ArrayList<>();
      boolean[] waited = new boolean[streams.size()];
      for (int i = 0; i < waited.length; i++) {
        waited[i] = streams.get(i).offered > streams.get(i).settled;
      }
      schedule.take(now, batch, late);
      assertTrue(batch.size() <= batchSize, name);
      late.forEach(window -> assertTrue(window.deadline() < now, name));
      for (Offered window : late) {
        streams.get(window.stream()).settled++;
        waited[window.stream()] = false;
      }
      duration = (1 + random.nextInt(150)) * MS;
      engineFree = now + duration;
      inBatch.clear();
      for (Offered window : batch) {
        account(window);
      }
      assertFair(waited);
    }

    private void account(Offered window) {
      Stream stream = streams.get(window.stream());
      stream.settled++;
      inBatch.merge(window.stream(), 1, Integer::sum);
      assertTrue(window.number() > stream.lastTaken, name + ": out of order");
      stream.lastTaken = window.number();
      // Its mask is there one batch after its deadline at the latest.
      assertTrue(
          window.deadline() == Schedule.NEVER || engineFree <= window.deadline() + duration, name);
    }

    /** Who waits is served within (streams / batch size) batches, and nobody twice before. */
    private void assertFair(boolean[] waited) {
      boolean someoneLeftOut = false;
      for (int i = 0; i < waited.length; i++) {
        Stream stream = streams.get(i);
        boolean leftOut = waited[i] && !inBatch.containsKey(i);
        stream.batchesWaited = leftOut ? stream.batchesWaited + 1 : 0;
        someoneLeftOut |= leftOut;
        int bound = (streams.size() + batchSize - 1) / batchSize;
        assertTrue(stream.batchesWaited < bound, name + ": stream " + i + " starves");
      }
      if (someoneLeftOut) {
        inBatch.values().forEach(windows -> assertEquals(1, windows, name));
        assertEquals(batchSize, inBatch.size(), name);
      }
    }
  }
}
