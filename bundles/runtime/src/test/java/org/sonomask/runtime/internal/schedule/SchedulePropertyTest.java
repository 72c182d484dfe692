// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
      new Simulation(seed, 1).run();
    }
  }

  @Test
  void severalEnginesShareStreamsFairlyAndKeepTheirWindowsInOrder() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      new Simulation(seed, 2 + seed % 3).run();
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
    int lastDelivered = -1;

    /** Who has windows of it. */
    Engine engine;

    int underWay;
  }

  /** Segments one batch after the other, and delivers them in that order. */
  private static final class Engine {
    final Schedule.Engine place;
    final Deque<List<Offered>> underWay = new ArrayDeque<>();
    final Deque<Long> doneAt = new ArrayDeque<>();
    long free;
    long duration;
    boolean gone;

    Engine(int batchSize) {
      place = new Schedule.Engine(batchSize);
    }

    long nextDelivery() {
      return doneAt.isEmpty() ? Schedule.NEVER : doneAt.peekFirst();
    }
  }

  /** A few streams, and engines that take batches of random durations. */
  private static final class Simulation {
    private final Random random;
    private final String name;
    private final Schedule<Offered> schedule;
    private final List<Stream> streams = new ArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private final Map<Integer, Integer> inBatch = new HashMap<>();
    private long now;

    Simulation(int seed, int engineCount) {
      random = new Random(seed);
      name = "schedule " + seed;
      for (int i = 0; i < engineCount; i++) {
        engines.add(new Engine(1 + random.nextInt(8)));
      }
      schedule = new Schedule<>(random.nextInt(20) * MS);
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
        Engine taker = engines.stream().min(Comparator.comparingLong(this::closeAt)).orElseThrow();
        Engine done =
            engines.stream().min(Comparator.comparingLong(Engine::nextDelivery)).orElseThrow();
        long close = closeAt(taker);
        long offer = streams.stream().mapToLong(stream -> stream.next).min().orElseThrow();
        now = Math.max(now, Math.min(Math.min(offer, close), done.nextDelivery()));
        if (done.nextDelivery() <= now) {
          deliver(done);
        } else if (close <= offer) {
          take(taker);
        } else {
          offer();
        }
        if (engines.size() > 1 && random.nextInt(EVENTS) == 0) {
          retire(engines.get(random.nextInt(engines.size())));
        }
      }
    }

    private long closeAt(Engine engine) {
      return engine.gone
          ? Schedule.NEVER
          : schedule.closeAt(engine.place, now, engine.duration, engine.free);
    }

    /** It hangs, and what it has is never delivered. */
    private void retire(Engine engine) {
      if (engines.stream().filter(each -> !each.gone).count() == 1) {
        return;
      }
      engine.gone = true;
      engine.doneAt.clear();
      schedule.passOver(engine.place, true);
      for (Stream stream : streams) {
        if (stream.engine == engine) {
          stream.engine = null;
          stream.underWay = 0;
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

    private void take(Engine engine) {
      assertTrue(now >= engine.free, name);
      List<Offered> batch = new ArrayList<>();
      List<Offered> late = new ArrayList<>();
      boolean[] waited = new boolean[streams.size()];
      boolean anyoneWaited = false;
      for (int i = 0; i < waited.length; i++) {
        Stream stream = streams.get(i);
        boolean isFree = stream.underWay == 0 || stream.engine == engine;
        waited[i] = stream.offered > stream.settled && isFree;
        anyoneWaited |= waited[i];
      }
      assertTrue(anyoneWaited, name);
      schedule.take(engine.place, now, batch, late);
      assertTrue(batch.size() <= engine.place.batchSize(), name);
      late.forEach(window -> assertTrue(window.deadline() < now, name));
      for (Offered window : late) {
        streams.get(window.stream()).settled++;
        waited[window.stream()] = false;
      }
      engine.duration = (1 + random.nextInt(150)) * MS;
      engine.free = now + engine.duration;
      engine.underWay.addLast(batch);
      long before = engine.doneAt.isEmpty() ? 0 : engine.doneAt.peekLast();
      engine.doneAt.addLast(Math.max(before, engine.free + random.nextInt(50) * MS));
      inBatch.clear();
      for (Offered window : batch) {
        account(engine, window);
      }
      assertFair(waited, engine.place.batchSize());
    }

    private void account(Engine engine, Offered window) {
      Stream stream = streams.get(window.stream());
      assertTrue(stream.underWay == 0 || stream.engine == engine, name + ": on two engines");
      stream.engine = engine;
      stream.underWay++;
      stream.settled++;
      inBatch.merge(window.stream(), 1, Integer::sum);
      assertTrue(window.number() > stream.lastTaken, name + ": out of order");
      stream.lastTaken = window.number();
      // It is segmented one batch after its deadline at the latest.
      assertTrue(
          window.deadline() == Schedule.NEVER || engine.free <= window.deadline() + engine.duration,
          name);
    }

    private void deliver(Engine engine) {
      engine.doneAt.pollFirst();
      for (Offered window : engine.underWay.pollFirst()) {
        Stream stream = streams.get(window.stream());
        assertTrue(window.number() > stream.lastDelivered, name + ": delivered out of order");
        stream.lastDelivered = window.number();
        stream.underWay--;
        schedule.done(engine.place, stream.lane);
      }
    }

    /** Who waits is served within (streams / batch size) batches, and nobody twice before. */
    private void assertFair(boolean[] waited, int batchSize) {
      boolean someoneLeftOut = false;
      int least = engines.stream().mapToInt(each -> each.place.batchSize()).min().orElseThrow();
      int bound = (streams.size() + least - 1) / least;
      for (int i = 0; i < waited.length; i++) {
        Stream stream = streams.get(i);
        boolean leftOut = waited[i] && !inBatch.containsKey(i);
        boolean skipped = !leftOut && stream.offered > stream.settled && !inBatch.containsKey(i);
        stream.batchesWaited =
            leftOut ? stream.batchesWaited + 1 : skipped ? stream.batchesWaited : 0;
        someoneLeftOut |= leftOut;
        assertTrue(stream.batchesWaited < bound, name + ": stream " + i + " starves");
      }
      if (someoneLeftOut) {
        inBatch.values().forEach(windows -> assertEquals(1, windows, name));
        assertEquals(batchSize, inBatch.size(), name);
      }
    }
  }
}
