// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  void nobodyIsInWhenItHasClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    for (int round = 0; round < 300; round++) {
      AtomicInteger ends = new AtomicInteger();
      AtomicBoolean ended = new AtomicBoolean();
      Gate gate =
          new Gate(
              () -> {
                ends.incrementAndGet();
                ended.set(true);
              });
      CountDownLatch ready = new CountDownLatch(2);
      Runnable caller =
          () -> {
            ready.countDown();
            while (gate.enter()) {
              boolean again = gate.enter();
              assertFalse(ended.get(), "in after the end");
              if (again) {
                gate.leave();
              }
              gate.leave();
            }
          };
      Future<?> one = threads.submit(caller);
      Future<?> other = threads.submit(caller);
      ready.await();
      gate.close();
      gate.awaitEmpty();
      assertTrue(ended.get());
      one.get();
      other.get();
      assertEquals(1, ends.get());
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(10, TimeUnit.MINUTES));
  }

  @Test
  void whoIsInDoesNotWaitForHimself() {
    AtomicInteger ends = new AtomicInteger();
    Gate gate = new Gate(ends::incrementAndGet);
    assertTrue(gate.enter());
    gate.close();
    gate.awaitEmpty();
    assertEquals(0, ends.get());
    assertFalse(gate.enter());
    gate.leave();
    assertEquals(1, ends.get());
  }
}
