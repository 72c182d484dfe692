// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.sonomask;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.sonomask.gst.element.ElementRegistry;
import org.sonomask.gst.ffi.TestPipeline;
import org.sonomask.gst.mask.MaskReader;

/** A pipeline with one {@code sonomask name=t}, and what comes out of it. */
final class Scene implements AutoCloseable {
  private static final SonoMaskElement ELEMENT = new SonoMaskElement();
  private static ElementRegistry.Registration registration = ElementRegistry.add(ELEMENT);

  final TimedMasks masks = new TimedMasks();
  final TestPipeline pipeline;

  /** Frames that left; with their own mask, with a mask of partial sound, with none. */
  final AtomicInteger frames = new AtomicInteger();

  final AtomicInteger own = new AtomicInteger();
  final AtomicInteger partial = new AtomicInteger();
  final AtomicInteger empty = new AtomicInteger();
  final AtomicInteger unmarked = new AtomicInteger();
  final AtomicInteger marked = new AtomicInteger();
  final AtomicInteger sounds = new AtomicInteger();
  final AtomicReference<Throwable> failure = new AtomicReference<>();
  volatile byte lastLabel;
  volatile long maxAge;

  private final MaskReader reader = new MaskReader();

  Scene(String description) {
    this(description, true);
  }

  Scene(String description, boolean withService) {
    if (withService) {
      ELEMENT.setMaskService(masks);
    }
    pipeline = new TestPipeline(description);
    pipeline.probe("t", "video_src", this::frame);
    pipeline.probe("t", "audio_src", buffer -> sounds.incrementAndGet());
  }

  /** The mask service goes. */
  void withoutService() {
    ELEMENT.unsetMaskService(masks);
  }

  /** The mask service comes back. */
  void withService() {
    ELEMENT.setMaskService(masks);
  }

  /** The element loses its behaviour. */
  static void withdraw() {
    registration.close();
  }

  /** The element gets its behaviour back. */
  static void provide() {
    registration = ElementRegistry.add(ELEMENT);
  }

  private void frame(long buffer) {
    try {
      frames.incrementAndGet();
      if (!reader.read(buffer)) {
        unmarked.incrementAndGet();
        return;
      }
      marked.incrementAndGet();
      lastLabel = reader.labels()[0];
      maxAge = Math.max(maxAge, reader.age());
      if (reader.age() == 0) {
        own.incrementAndGet();
      }
      if (reader.coverage() < 0.01) {
        empty.incrementAndGet();
      } else if (reader.coverage() < 0.99) {
        partial.incrementAndGet();
      }
    } catch (Throwable t) {
      failure.set(t);
    }
  }

  /** Plays to the end and fails on whatever went wrong. */
  Scene playToEnd() {
    pipeline.playToEnd();
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
    return this;
  }

  /** Waits until a counter has grown by so much. */
  void awaitMore(AtomicInteger counter, int more) throws InterruptedException {
    int end = counter.get() + more;
    while (counter.get() < end) {
      Thread.sleep(5);
    }
  }

  @Override
  public String toString() {
    return "frames="
        + frames
        + " own="
        + own
        + " partial="
        + partial
        + " empty="
        + empty
        + " unmarked="
        + unmarked
        + " sounds="
        + sounds
        + " stats="
        + pipeline.get("t", "stats");
  }

  @Override
  public void close() {
    pipeline.close();
    ELEMENT.unsetMaskService(masks);
    reader.close();
  }
}
