// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.Gst;
import org.sonomask.gst.ffi.Launch;

class BranchQueueTest {
  private static final long SECOND = 1_000_000_000;

  @BeforeAll
  static void initialise() {
    Launch.initialise();
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(thread.isAlive(), "it did not wait");
      Thread.sleep(1);
    }
  }

  @Test
  void buffersWithoutTimeStampsFillTheQueueToo() throws InterruptedException {
    BranchQueue queue = new BranchQueue(1, SECOND);
    queue.start();
    AtomicInteger taken = new AtomicInteger();
    Thread upstream =
        start(
            () -> {
              while (queue.put(Gst.gst_buffer_new(), Gst.NO_TIME, Gst.NO_TIME) == Flow.OK) {
                taken.incrementAndGet();
              }
            });
    awaitWaiting(upstream);
    assertTrue(taken.get() >= 1 && taken.get() <= 100, taken + " buffers wait");
    queue.flush();
    upstream.join();
  }

  @Test
  void buffersWithTimeStampsFillTheQueueBySpan() throws InterruptedException {
    BranchQueue queue = new BranchQueue(1, SECOND);
    queue.start();
    AtomicInteger taken = new AtomicInteger();
    Thread upstream =
        start(
            () -> {
              long time = 0;
              while (queue.put(Gst.gst_buffer_new(), time, SECOND / 1000) == Flow.OK) {
                time += SECOND / 1000;
                taken.incrementAndGet();
              }
            });
    awaitWaiting(upstream);
    assertEquals(1001, taken.get());
    queue.flush();
    upstream.join();
  }

  @Test
  void aQueryWhoseAskerHasGoneIsNotAskedAfterTheNextStart() throws InterruptedException {
    BranchQueue queue = new BranchQueue(1, SECOND);
    queue.start();
    long query = Gst.gst_query_new_latency();
    AtomicBoolean answer = new AtomicBoolean(true);
    Thread asker = start(() -> answer.set(queue.ask(query)));
    awaitWaiting(asker);
    queue.fail(Flow.ERROR);
    asker.join();
    assertFalse(answer.get());
    Gst.gst_mini_object_unref(query);

    queue.start();
    assertEquals(Flow.OK, queue.put(Gst.gst_buffer_new(), 0, SECOND));
    assertEquals(BranchQueue.Next.ASK, queue.next());
    queue.flush();
  }

  @Test
  void aBranchWithoutAPeerGoesOnWhenItHasOne() {
    BranchQueue queue = new BranchQueue(4, SECOND);
    queue.start();
    queue.fail(Flow.NOT_LINKED);
    assertEquals(Flow.NOT_LINKED, queue.put(Gst.gst_buffer_new(), 0, SECOND));
    assertTrue(queue.relinked());
    assertFalse(queue.relinked(), "it goes on already");
    assertEquals(Flow.OK, queue.put(Gst.gst_buffer_new(), 0, SECOND));
    assertEquals(BranchQueue.Next.ASK, queue.next());
    queue.fail(Flow.ERROR);
    assertFalse(queue.relinked(), "an error stays one");
    queue.flush();
    assertFalse(queue.relinked(), "a flush ends by itself");
  }
}
