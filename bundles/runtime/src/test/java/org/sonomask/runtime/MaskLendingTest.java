// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskStream;
import org.sonomask.api.StreamSettings;

/**
 * Who reads a mask sees that mask, though its memory is used again. The label of each pixel tells
 * the running time of its picture.
 */
class MaskLendingTest extends RuntimeFixture {
  /** More than a stream remembers. */
  private static final int MANY = 40;

  private static final int FRAMES = 4000;

  @Test
  void theMaskOfAFrameStaysUntilTheNextFrameAsks() {
    MaskStream stream = heard(live("s"));
    show(stream, 0);
    MaskFrame lent = stream.follow(0);
    for (int number = 1; number <= MANY; number++) {
      show(stream, number);
      assertIntact(lent);
    }
    MaskFrame next = stream.follow(MANY * FRAME);
    assertNotSame(lent.labels(), next.labels());
    assertEquals(MANY * FRAME, next.runningTime());
  }

  @Test
  void theMaskOfAFrameStaysThoughTheStreamIsFlushedAndClosed() {
    MaskStream stream = heard(live("s"));
    show(stream, 1);
    MaskFrame lent = stream.follow(FRAME);
    for (int round = 0; round < MANY; round++) {
      stream.flush();
      sound(stream, 0, SECOND, 1);
      show(stream, 2);
      assertIntact(lent);
    }
    runtime.addSegmenter(new ScriptedSegmenter("other"), 1);
    show(stream, 3);
    stream.close();
    assertIntact(lent);
  }

  @Test
  void masksTakeTurnsInTheSameMemory() {
    MaskStream stream = heard(live("s"));
    Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int number = 0; number < 4 * MANY; number++) {
      show(stream, number);
      arrays.add(stream.follow(number * FRAME).labels());
    }
    assertTrue(arrays.size() < MANY, arrays.size() + " arrays for " + 4 * MANY + " masks");
  }

  @Test
  void aMaskOfOnesOwnStays() {
    MaskStream stream = heard(live("s"));
    show(stream, 1);
    MaskFrame own = stream.newest(FRAME);
    for (int number = 2; number <= MANY; number++) {
      show(stream, number);
      assertIntact(own);
    }
  }

  @Test
  void nobodySeesAnotherMaskThanItsOwnWhateverComesAndGoes() throws Exception {
    ScriptedSegmenter other = new ScriptedSegmenter("other");
    AtomicInteger told = new AtomicInteger();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    runtime.addListener(
        mask -> {
          told.incrementAndGet();
          try {
            assertIntact(mask);
            Thread.yield();
            assertIntact(mask);
          } catch (AssertionError e) {
            wrong.compareAndSet(null, e);
          }
        });
    MaskStream stream = heard(live("s"));
    AtomicLong shown = new AtomicLong();
    AtomicInteger read = new AtomicInteger();
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(stream, shown, read));
    Random random = new Random(5);
    for (int number = 0; number < FRAMES; number++) {
      show(stream, number);
      shown.set(number * FRAME);
      switch (random.nextInt(200)) {
        case 0 -> stream.flush();
        case 1 -> stream.settings(settings(random.nextBoolean()));
        case 2 -> runtime.addSegmenter(other, 1);
        case 3 -> runtime.removeSegmenter(other);
        default -> Thread.yield();
      }
    }
    shown.set(-1);
    reader.get();
    assertEquals(null, wrong.get());
    assertTrue(told.get() > FRAMES / 2, told + " masks told");
    assertTrue(read.get() > MANY, read + " masks read");
  }

  /** Takes its time for each mask: some are made meanwhile, and often more than are remembered. */
  private static void read(MaskStream stream, AtomicLong shown, AtomicInteger read) {
    Random random = new Random(6);
    for (long time = 0; time >= 0; time = shown.get()) {
      MaskFrame mask = stream.follow(time);
      long until = time + random.nextInt(MANY) * FRAME;
      while (mask != null && shown.get() >= 0 && shown.get() < until) {
        assertIntact(mask);
      }
      if (mask != null) {
        assertIntact(mask);
        read.incrementAndGet();
      }
    }
  }

  private static StreamSettings settings(boolean live) {
    return new StreamSettings("s", "", 0, live, MINUTES, 0);
  }

  /** Has the mask of a frame made; it is lost if the stream is disturbed meanwhile. */
  private static void show(MaskStream stream, int number) {
    long time = number * FRAME;
    sound(stream, time, time + 2 * SECOND, 1);
    stream.frame(filled(label(time)), time, FRAME);
    await(stream, time, MINUTES);
  }

  private static int label(long runningTime) {
    return 1 + (int) (runningTime / FRAME % 2);
  }

  private static void assertIntact(MaskFrame mask) {
    for (byte label : mask.labels()) {
      assertEquals(label(mask.runningTime()), label);
    }
  }
}
