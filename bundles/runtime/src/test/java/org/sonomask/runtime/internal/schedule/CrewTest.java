// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {

  @Test
  void everyPartIsDoneOnceWhoeverBringsWork() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Crew crew = new Crew(3)) {
      List<Future<?>> bringing = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        bringing.add(threads.submit(() -> bringWork(crew)));
      }
      for (Future<?> each : bringing) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Void bringWork(Crew crew) throws InterruptedException {
    AtomicIntegerArray done = new AtomicIntegerArray(32);
    Crew.Work work = new Crew.Work(done::incrementAndGet);
    for (int round = 1; round <= 500; round++) {
      int parts = round % 33;
      for (int i = 0; i < done.length(); i++) {
        done.set(i, 0);
      }
      crew.run(work, parts);
      for (int i = 0; i < done.length(); i++) {
        assertEquals(i < parts ? 1 : 0, done.get(i), "part " + i + " of " + parts);
      }
    }
    return null;
  }

  @Test
  void partsAreDoneSideBySide() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    try (Crew crew = new Crew(2)) {
      crew.run(new Crew.Work(part -> meet(together)), 3);
    }
    assertEquals(0, together.getNumberWaiting());
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoBringsWorkDoesItAloneWithoutACrew() throws Exception {
    List<Integer> parts = new ArrayList<>();
    try (Crew crew = new Crew(0)) {
      crew.run(new Crew.Work(parts::add), 4);
    }
    assertEquals(List.of(0, 1, 2, 3), parts);
  }
}
