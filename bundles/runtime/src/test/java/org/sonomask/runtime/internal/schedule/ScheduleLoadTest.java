// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hundred live streams on one device and on more, on a virtual clock: what {@code
 * ci/bench-streams} measures of a real one.
 */
class ScheduleLoadTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int STREAMS = 100;
  private static final int BATCH = 16;
  private static final long MAX_WAIT = 40 * MS;
  private static final long MAX_AGE = SECOND;
  private static final long SECONDS = 30;

  /** A window by its stream and when it came. */
  private record Window(int stream, long since) {}

  /** Prepares, segments and delivers one batch after the other; two may be under way. */
  private static final class Device {
    final Schedule.Engine engine = new Schedule.Engine(BATCH);
    final Deque<List<Window>> underWay = new ArrayDeque<>();
    final Deque<Long> doneAt = new ArrayDeque<>();
    long free;
    long batches;

    /** Answers nothing from the one time to the other. */
    long hangsFrom = Schedule.NEVER;

    long hangsUntil;

    boolean hangs(long now) {
      return now >= hangsFrom && now < hangsUntil;
    }
  }

  private final Schedule<Window> schedule = new Schedule<>(MAX_WAIT);
  private final List<Schedule.Lane<Window>> lanes = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final List<Long> ages = new ArrayList<>();
  private final int[] masks = new int[STREAMS];

  /** When the first stream is there, though it offers nothing. */
  private long stallsFrom = Schedule.NEVER;

  private long stallsUntil;
  private long windows;
  private long dropped;
  private long offered;

  @Test
  void aHundredStreamsGetFullBatchesAndFreshMasks() {
    play(1, 5, 8 * MS);
    assertTrue(age(0.95) <= 80 * MS, "95 % of the masks are up to " + age(0.95) + " ns old");
    assertTrue(fill() >= 0.8, "batches are " + fill() + " full");
    assertTrue(least() >= 0.9 * 5 * SECONDS, "one stream got " + least() + " masks");
  }

  @Test
  void fourTimesWhatADeviceCanTakeIsSharedFairly() {
    long batchNanos = 16 * MS;
    play(1, 4 * rate(batchNanos), batchNanos);
    double mean = (double) Arrays.stream(masks).sum() / STREAMS;
    assertTrue(least() >= 0.9 * mean, least() + " masks are the least, the mean is " + mean);
    assertTrue(fill() >= 0.99, "batches are " + fill() + " full");
    // A round of all streams, and the batches under way.
    long bound = (STREAMS / BATCH + 4) * batchNanos;
    assertTrue(age(1) <= bound, "a mask is " + age(1) + " ns old");
    assertTrue(dropped > offered / 2, dropped + " of " + offered + " windows are dropped");
  }

  @Test
  void threeDevicesTakeThreeTimesAsMuch() {
    long batchNanos = 16 * MS;
    play(3, 0.9 * 3 * rate(batchNanos), batchNanos);
    assertTrue(dropped < offered / 50, dropped + " of " + offered + " windows are dropped");
    long all = devices.stream().mapToLong(device -> device.batches).sum();
    for (Device device : devices) {
      assertTrue(device.batches > all / 4, device.batches + " of " + all + " batches");
    }
  }

  @Test
  void aStreamThatJoinsAnOverloadedDeviceLateHasItsShare() {
    stallsFrom = 0;
    stallsUntil = 20 * SECOND;
    play(1, 4 * rate(16 * MS), 16 * MS);
    double mean = (double) Arrays.stream(masks).sum() / STREAMS;
    assertTrue(masks[0] >= 0.9 * mean / 3, masks[0] + " masks in a third of " + mean);
    masks[0] = masks[1];
    assertTrue(least() >= 0.9 * mean, least() + " masks are the least, the mean is " + mean);
  }

  @Test
  void aStreamThatStallsHoldsNobodyUp() {
    stallsFrom = 5 * SECOND;
    stallsUntil = SECONDS * SECOND;
    play(1, 5, 8 * MS);
    assertTrue(age(0.95) <= 80 * MS, "95 % of the masks are up to " + age(0.95) + " ns old");
    masks[0] = masks[1];
    assertTrue(least() >= 0.9 * 5 * SECONDS, "one stream got " + least() + " masks");
  }

  @Test
  void aDeviceThatHangsLosesItsStreamsToTheOtherUntilItAnswers() {
    long batchNanos = 16 * MS;
    double rate = 0.8 * rate(batchNanos);
    for (int i = 0; i < 2; i++) {
      devices.add(new Device());
    }
    devices.get(0).hangsFrom = 10 * SECOND;
    devices.get(0).hangsUntil = 20 * SECOND;
    play(0, rate, batchNanos);
    // Streams of which it has windows wait for as long as it is trusted.
    double wanted = 0.9 * rate * (SECONDS - 2);
    assertTrue(least() >= wanted, least() + " masks are the least, not " + wanted);
    assertTrue(devices.get(0).batches > devices.get(1).batches / 4, "it is used again");
  }

  /** Windows a second of each stream that one device can take. */
  private static double rate(long batchNanos) {
    return (double) BATCH * SECOND / batchNanos / STREAMS;
  }

  private void play(int deviceCount, double rate, long batchNanos) {
    for (int i = 0; i < deviceCount; i++) {
      devices.add(new Device());
    }
    Random random = new Random(deviceCount);
    long interval = Math.round(SECOND / rate);
    long[] next = new long[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
      lanes.add(schedule.open(true));
      next[i] = random.nextLong(interval);
    }
    for (long now = 0; now < SECONDS * SECOND; now += MS / 4) {
      for (int i = 0; i < STREAMS; i++) {
        boolean stalls = i == 0 && now >= stallsFrom && now < stallsUntil;
        if (next[i] <= now && stalls) {
          next[i] += interval;
        } else if (next[i] <= now) {
          offered++;
          Window pushedOut = schedule.offer(lanes.get(i), new Window(i, now), now, now + MAX_AGE);
          dropped += pushedOut == null ? 0 : 1;
          next[i] += interval;
        }
      }
      for (Device device : devices) {
        schedule.passOver(device.engine, device.hangs(now) && now > device.hangsFrom + SECOND);
        if (!device.hangs(now)) {
          deliver(device, now);
        }
        take(device, now, batchNanos);
      }
    }
  }

  private void take(Device device, long now, long batchNanos) {
    boolean due = schedule.closeAt(device.engine, now, batchNanos, device.free - batchNanos) <= now;
    if (!due || device.underWay.size() > 1) {
      return;
    }
    List<Window> batch = new ArrayList<>();
    List<Window> late = new ArrayList<>();
    schedule.take(device.engine, now, batch, late);
    dropped += late.size();
    windows += batch.size();
    device.batches++;
    device.free = Math.max(now, device.free) + batchNanos;
    device.underWay.addLast(batch);
    device.doneAt.addLast(device.free);
  }

  private void deliver(Device device, long now) {
    while (!device.doneAt.isEmpty() && device.doneAt.peekFirst() <= now) {
      device.doneAt.pollFirst();
      for (Window window : device.underWay.pollFirst()) {
        masks[window.stream()]++;
        ages.add(now - window.since());
        schedule.done(device.engine, lanes.get(window.stream()));
      }
    }
  }

  private long age(double share) {
    long[] sorted = ages.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private double fill() {
    long batches = devices.stream().mapToLong(device -> device.batches).sum();
    return (double) windows / batches / BATCH;
  }

  private int least() {
    return Arrays.stream(masks).min().orElseThrow();
  }
}
