// SPDX-License-Identifier: Apache-2.0
package org.sonomask.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sonomask.api.MaskFilter;
import org.sonomask.api.MaskFrame;
import org.sonomask.api.MaskStep;
import org.sonomask.api.MaskStream;
import org.sonomask.api.PriorProvider;
import org.sonomask.api.SegmenterInfo;
import org.sonomask.api.StreamSettings;

/** What is there for all streams: segmenters, priors, filters, listeners. */
class MaskRuntimeTest extends RuntimeFixture {

  @Test
  void theNumberOfStreamsIsLimited() {
    runtime.open(live("one"));
    MaskStream two = runtime.open(live("two"));
    String message =
        assertThrows(IllegalStateException.class, () -> runtime.open(live("three"))).getMessage();
    assertTrue(message.contains("2 streams are open already"), message);
    two.close();
    two.close();
    runtime.open(live("three"));
  }

  @Test
  void aSegmenterThatFailsIsAskedAgain() throws Exception {
    MaskStream stream = heard(live("s"));
    segmenter.failing = true;
    stream.frame(picture(1), SECOND, FRAME);
    assertNull(await(stream, SECOND, MINUTES));
    assertEquals(1, stream.statistics().failed());
    segmenter.failing = false;
    stream.frame(picture(1), SECOND + FRAME, FRAME);
    assertNotNull(await(stream, SECOND + FRAME, MINUTES));
  }

  @Test
  void whateverASegmenterThrowsItIsAskedAgain() throws Exception {
    MaskStream stream = heard(live("s"));
    segmenter.throwing = new AssertionError("the test makes it fail");
    for (int i = 0; i < 5; i++) {
      stream.frame(picture(1), SECOND + i * FRAME, FRAME);
      assertNull(await(stream, SECOND + i * FRAME, MINUTES));
    }
    assertEquals(5, stream.statistics().failed());
    segmenter.throwing = null;
    stream.frame(picture(1), 2 * SECOND, FRAME);
    assertNotNull(await(stream, 2 * SECOND, MINUTES));
  }

  @Test
  void aStreamThatCannotBeOpenedIsNotCounted() {
    ScriptedSegmenter endless = new ScriptedSegmenter("endless", Long.MAX_VALUE / 2);
    MaskStream before = runtime.open(live("before"));
    runtime.addSegmenter(endless, 0);
    assertEquals(0, before.frameWidth(), "it goes on without masks");
    for (int i = 0; i < 5; i++) {
      assertThrows(ArithmeticException.class, () -> runtime.open(live("s")));
    }
    runtime.removeSegmenter(endless);
    runtime.addSegmenter(segmenter, 0);
    assertEquals(SIZE, before.frameWidth());
    assertEquals(SIZE, runtime.open(live("s")).frameWidth());
  }

  @Test
  void aSegmenterThatHangsCanBeReplaced() throws Exception {
    runtime.addSegmenter(segmenter, 1);
    MaskStream stream = runtime.open(live("s"));
    sound(stream, 0, SECOND, 1);
    segmenter.blocking = true;
    for (int i = 0; i < 20; i++) {
      assertTrue(stream.frame(picture(1), SECOND + i * FRAME, FRAME), "video goes on");
      assertNull(stream.newest(SECOND + i * FRAME));
    }
    ScriptedSegmenter healthy = new ScriptedSegmenter("healthy");
    runtime.addSegmenter(healthy, 0);
    runtime.removeSegmenter(segmenter);
    stream.frame(picture(1), 2 * SECOND, FRAME);
    assertEquals("healthy", await(stream, 2 * SECOND, MINUTES).model());
  }

  @Test
  void aSegmenterThatIsNoLongerUsedGetsItsBatchesBack() {
    for (int i = 0; i < 3; i++) {
      runtime.addSegmenter(segmenter, 0);
      assertTrue(segmenter.batches.get() > 0);
      runtime.removeSegmenter(segmenter);
      assertEquals(0, segmenter.batches.get());
    }
  }

  @Test
  void aLabelWithoutAClassIsAFailure() throws Exception {
    MaskStream stream = heard(live("s"));
    stream.frame(filled(77), SECOND, FRAME);
    assertNull(await(stream, SECOND, MINUTES));
    assertEquals(1, stream.statistics().failed());
  }

  @Test
  void theStreamsModelIsUsedAndTheHighestRankingWithoutOne() {
    runtime.addSegmenter(segmenter, 0);
    ScriptedSegmenter better = new ScriptedSegmenter("better");
    MaskStream named = runtime.open(new StreamSettings("n", "better", 0, true, SECOND, 0));
    assertEquals(0, named.frameWidth());
    runtime.addSegmenter(better, 5);
    assertEquals(SIZE, named.frameWidth());
    runtime.removeSegmenter(better);
    assertEquals(0, named.frameWidth());
  }

  @Test
  void theBestPriorProviderIsAsked() throws Exception {
    MaskStream stream = heard(live("s"));
    assertEquals(0, confidence(stream, 0));
    PriorProvider seven = new Constant(7);
    runtime.addPriorProvider(new Constant(3), 1);
    runtime.addPriorProvider(seven, 2);
    assertEquals(7, confidence(stream, 1));
    runtime.removePriorProvider(seven);
    assertEquals(3, confidence(stream, 2));
    runtime.addPriorProvider(new Constant(-1), 9);
    assertEquals(0, confidence(stream, 3), "one that fails is not used");
  }

  @Test
  void aListenerThatFailsHarmsNobody() throws Exception {
    CompletableFuture<MaskFrame> heard = new CompletableFuture<>();
    runtime.addListener(
        mask -> {
          throw new IllegalStateException("the test breaks it");
        });
    runtime.addListener(
        mask -> {
          throw new NoClassDefFoundError("the test takes it away");
        });
    runtime.addListener(heard::complete);
    MaskStream stream = heard(live("s"));
    stream.frame(filled(1), SECOND, FRAME);
    assertEquals("s", heard.get().stream());
    assertEquals(SECOND, await(stream, SECOND, MINUTES).runningTime());
  }

  @Test
  void filtersComeAndGoWhilePlaying() throws Exception {
    MaskStream stream = heard(new StreamSettings("s", "", 0, true, 10 * SECOND, 1));
    MaskFilter two = new Painting((byte) 2);
    MaskFilter one = new Painting((byte) 1);
    assertEquals(0, label(stream, 0));
    runtime.addFilter(two, 0);
    assertEquals(2, label(stream, 1));
    runtime.addFilter(one, 7);
    assertEquals(2, label(stream, 2), "the highest ranking runs first");
    runtime.removeFilter(two);
    assertEquals(1, label(stream, 3));
    runtime.removeFilter(one);
    assertEquals(0, label(stream, 4));
  }

  private int label(MaskStream stream, int number) throws InterruptedException {
    long time = SECOND + number * FRAME;
    assertTrue(stream.frame(filled(0), time, FRAME));
    return await(stream, time, MINUTES).labels()[0];
  }

  private record Painting(byte label) implements MaskFilter {
    @Override
    public String name() {
      return "painting";
    }

    @Override
    public Instance open(SegmenterInfo info) {
      return new Instance() {
        @Override
        public void apply(MaskStep step) {
          Arrays.fill(step.labels(), label);
        }

        @Override
        public void reset() {}
      };
    }
  }

  private int confidence(MaskStream stream, int number) throws InterruptedException {
    long time = SECOND + number * FRAME;
    assertTrue(stream.frame(filled(1), time, FRAME));
    return await(stream, time, MINUTES).confidence()[0];
  }

  private record Constant(int value) implements PriorProvider {
    @Override
    public String name() {
      return "constant " + value;
    }

    @Override
    public Instance open(int width, int height) {
      return (frame, frameOffset, prior, priorOffset) -> {
        if (value < 0) {
          throw new IllegalStateException("the test breaks it");
        }
        for (int i = 0; i < width * height; i++) {
          prior.put(priorOffset + i, (byte) value);
        }
      };
    }
  }
}
