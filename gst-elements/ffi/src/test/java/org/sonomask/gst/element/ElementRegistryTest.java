// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sonomask.gst.ffi.Flow;
import org.sonomask.gst.ffi.TestPipeline;

class ElementRegistryTest {
  private static final PropertySpec STRENGTH =
      PropertySpec.uint64("strength", "Strength", "Strength in nothing.", 0, 100, 7);

  private static ElementType transform(String name) {
    return new ElementType(
        "test" + name,
        "SonoTest" + name,
        "Test",
        "Filter/Effect/Video",
        "A test.",
        "Sonomask",
        new ElementType.Transform("video/x-raw"),
        List.of(
            STRENGTH,
            PropertySpec.choice(
                "mode",
                "Mode",
                "How.",
                new PropertySpec.Choice("one", "One"),
                new PropertySpec.Choice("two", "Two")),
            PropertySpec.figures("stats", "Statistics", "Figures.")));
  }

  private static class Transform implements TransformBehaviour {
    final AtomicInteger frames = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public boolean setCaps(long in, long out) {
      return true;
    }

    @Override
    public int transformIp(long buffer) {
      assertFalse(closed.get(), "a call after the end");
      frames.incrementAndGet();
      return Flow.OK;
    }

    @Override
    public Object property(String name) {
      return java.util.Map.of("frames", (long) frames.get());
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static ElementProvider provider(ElementType type, Supplier<? extends Behaviour> maker) {
    return new ElementProvider() {
      @Override
      public ElementType type() {
        return type;
      }

      @Override
      public Behaviour create(ElementHost host) {
        return maker.get();
      }
    };
  }

  @Test
  void anInstancePassesDataWithoutAProviderAndKeepsItsProperties() {
    ElementType type = transform("absent");
    ElementRegistry.add(provider(type, Transform::new)).close();
    AtomicInteger through = new AtomicInteger();
    try (TestPipeline pipeline =
        new TestPipeline(
            "videotestsrc num-buffers=20 ! testabsent name=t strength=9 mode=two ! fakesink")) {
      pipeline.probe("t", "src", buffer -> through.incrementAndGet());
      pipeline.playToEnd();
      assertEquals("9", pipeline.get("t", "strength"));
      assertEquals(20, through.get());

      AtomicReference<String> seen = new AtomicReference<>();
      ElementProvider curious =
          new ElementProvider() {
            @Override
            public ElementType type() {
              return type;
            }

            @Override
            public Behaviour create(ElementHost host) {
              seen.set(host.integer("strength") + " " + host.text("mode"));
              return new Transform();
            }
          };
      ElementRegistry.add(curious).close();
      assertEquals("9 two", seen.get());
    }
  }

  @Test
  void aProviderComesAndGoesAHundredTimesUnderAPlayingPipeline() throws Exception {
    ElementType type = transform("coming");
    AtomicInteger through = new AtomicInteger();
    AtomicInteger worked = new AtomicInteger();
    ElementRegistry.add(provider(type, Transform::new)).close();
    try (TestPipeline pipeline =
        new TestPipeline(
            "videotestsrc ! video/x-raw,width=32,height=32 ! identity name=i ! testcoming name=t !"
                + " fakesink name=s")) {
      AtomicInteger sent = new AtomicInteger();
      pipeline.probe("i", "src", buffer -> sent.incrementAndGet());
      pipeline.probe("t", "src", buffer -> through.incrementAndGet());
      pipeline.state(TestPipeline.PLAYING);
      for (int i = 0; i < 100; i++) {
        Transform transform = new Transform();
        ElementRegistry.Registration registration =
            ElementRegistry.add(provider(type, () -> transform));
        int before = through.get();
        while (transform.frames.get() == 0 || through.get() == before) {
          Thread.sleep(1);
        }
        registration.close();
        assertTrue(transform.closed.get(), "not closed when the withdrawal returned");
        worked.addAndGet(transform.frames.get());
      }
      pipeline.state(TestPipeline.PAUSED);
      assertTrue(worked.get() >= 100);
      assertTrue(sent.get() - through.get() <= 1, sent + " went in, " + through + " came out");
      assertTrue(pipeline.await(TestPipeline.MESSAGE_ERROR, 0).isEmpty());
    }
  }

  @Test
  void anExceptionBecomesAWarningAndTheStreamGoesOn() {
    AtomicInteger through = new AtomicInteger();
    Transform broken =
        new Transform() {
          @Override
          public int transformIp(long buffer) {
            throw new IllegalStateException("boom");
          }
        };
    try (ElementRegistry.Registration registration =
            ElementRegistry.add(provider(transform("broken"), () -> broken));
        TestPipeline pipeline =
            new TestPipeline("videotestsrc num-buffers=10 ! testbroken name=t ! fakesink")) {
      pipeline.probe("t", "src", buffer -> through.incrementAndGet());
      pipeline.begin(TestPipeline.PLAYING);
      TestPipeline.Message warning = pipeline.await(TestPipeline.MESSAGE_WARNING).orElseThrow();
      assertTrue(warning.text().contains("boom"), warning.text());
      assertTrue(pipeline.await(TestPipeline.MESSAGE_EOS).isPresent());
      assertEquals(10, through.get());
    }
  }

  @Test
  void withdrawalFromWithinACallDoesNotWaitForItself() throws Exception {
    AtomicReference<ElementRegistry.Registration> own = new AtomicReference<>();
    CountDownLatch withdrawn = new CountDownLatch(1);
    Transform suicidal =
        new Transform() {
          @Override
          public int transformIp(long buffer) {
            own.get().close();
            assertFalse(closed.get(), "closed under its own feet");
            withdrawn.countDown();
            return Flow.OK;
          }
        };
    own.set(ElementRegistry.add(provider(transform("leaving"), () -> suicidal)));
    try (TestPipeline pipeline =
        new TestPipeline("videotestsrc num-buffers=10 ! testleaving ! fakesink")) {
      pipeline.playToEnd();
      assertEquals(0, withdrawn.getCount());
      assertTrue(suicidal.closed.get());
    }
  }

  @Test
  void aBehaviourIsOnlyGivenBuffersThatItHasSeen() {
    ElementType type = transform("seeing");
    AtomicReference<ElementRegistry.Registration> registration = new AtomicReference<>();
    AtomicInteger unseen = new AtomicInteger();
    AtomicInteger worked = new AtomicInteger();
    class Seeing extends Transform {
      private boolean seen;

      @Override
      public boolean changes(long buffer) {
        seen = true;
        // Another one comes between the question and the work.
        registration.get().close();
        registration.set(ElementRegistry.add(provider(type, Seeing::new)));
        return true;
      }

      @Override
      public int transformIp(long buffer) {
        unseen.addAndGet(seen ? 0 : 1);
        worked.incrementAndGet();
        return Flow.OK;
      }
    }
    registration.set(ElementRegistry.add(provider(type, Seeing::new)));
    try (TestPipeline pipeline =
        new TestPipeline("videotestsrc num-buffers=10 ! testseeing ! fakesink")) {
      pipeline.playToEnd();
      assertEquals(0, unseen.get(), "of " + worked);
    } finally {
      registration.get().close();
    }
  }

  @Test
  void figuresAreAStructure() {
    try (ElementRegistry.Registration registration =
            ElementRegistry.add(provider(transform("figures"), Transform::new));
        TestPipeline pipeline =
            new TestPipeline("videotestsrc num-buffers=5 ! testfigures name=t ! fakesink")) {
      pipeline.playToEnd();
      assertEquals("stats, frames=(guint64)5;", pipeline.get("t", "stats"));
    }
  }

  @Test
  void aSecondProviderIsRefusedWhileTheFirstIsThere() {
    ElementType type = transform("double");
    try (ElementRegistry.Registration first = ElementRegistry.add(provider(type, Transform::new))) {
      assertThrows(
          IllegalStateException.class, () -> ElementRegistry.add(provider(type, Transform::new)));
    }
    ElementRegistry.add(provider(type, Transform::new)).close();
  }
}
